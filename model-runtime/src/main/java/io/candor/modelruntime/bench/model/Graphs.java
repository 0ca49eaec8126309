package io.candor.modelruntime.bench.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Small ONNX graphs (IR 8, opset 17). */
final class Graphs {
    private static final long IR_VERSION = 8;
    private static final long OPSET = 17;

    private Graphs() {}

    /** Gives {@code x}, FP32 [rows, width], back as {@code y}. */
    static byte[] identity(int width) {
        return model(GraphProto.newBuilder()
                .setName("identity")
                .addNode(NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("x")
                        .addOutput("y"))
                .addInput(rows("x", width))
                .addOutput(rows("y", width)));
    }

    /** Multiplies {@code x}, FP32 [rows, width], with a square matrix of that width: 4 MiB of weights at 1024. */
    static byte[] square(int width) {
        var random = new SplittableRandom(width);
        var weights = ByteBuffer.allocate(width * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (weights.hasRemaining()) {
            weights.putFloat((float) random.nextDouble(-1, 1) / width);
        }
        return product(width, TensorProto.newBuilder().setRawData(ByteString.copyFrom(weights.flip())));
    }

    /** The same, but its weights are said to lie in a file that is not there. */
    static byte[] withoutItsWeights(int width) {
        var elsewhere = TensorProto.newBuilder()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
        return product(width, elsewhere);
    }

    private static byte[] product(int width, TensorProto.Builder weights) {
        weights.setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(width)
                .addDims(width);
        return model(GraphProto.newBuilder()
                .setName("product")
                .addInitializer(weights)
                .addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("y"))
                .addInput(rows("x", width))
                .addOutput(rows("y", width)));
    }

    private static ValueInfoProto rows(String name, int width) {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("candor")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
