package io.candor.modelruntime.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a calibrated network as an ONNX graph (IR 8, opset 17): embedding in, probabilities and, where the head has one,
 * the out-of-scope score out.
 */
final class HeadGraph {
    static final String INPUT = "embedding";

    private static final long IR_VERSION = 8;
    private static final long OPSET = 17;

    private final GraphProto.Builder graph;

    private HeadGraph(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    static byte[] write(String name, Network network, Objective objective, String output, boolean outOfScope) {
        var graph = new HeadGraph(name);
        graph.graph.addInput(tensor(INPUT, network.inputs()));
        var logits = graph.network(network);
        var activation = objective == Objective.ONE_OF_MANY
                ? node("Softmax", output, logits).addAttribute(integer("axis", -1))
                : node("Sigmoid", output, logits);
        graph.graph.addNode(activation).addOutput(tensor(output, network.outputs()));
        if (outOfScope) {
            graph.outOfScope(output);
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("candor")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph.graph)
                .build()
                .toByteArray();
    }

    private String network(Network network) {
        var value = INPUT;
        for (int l = 0; l < network.layers().size(); l++) {
            var layer = network.layers().get(l);
            graph.addInitializer(weights("weights" + l, layer.weights()));
            graph.addInitializer(vector("bias" + l, List.of((long) layer.outputs()), layer.bias()));
            graph.addNode(node("Gemm", "affine" + l, value, "weights" + l, "bias" + l));
            value = "affine" + l;
            if (l < network.layers().size() - 1) {
                graph.addNode(node("Relu", "hidden" + l, value));
                value = "hidden" + l;
            }
        }
        return value;
    }

    /** The score is what the best class leaves over: {@code 1 - max(probabilities)}. */
    private void outOfScope(String output) {
        var score = outOfScopeOutput(output);
        graph.addInitializer(vector("one", List.of(), new float[] {1}));
        graph.addNode(node("ReduceMax", "best", output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axes")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addInts(1))
                .addAttribute(integer("keepdims", 0)));
        graph.addNode(node("Sub", score, "one", "best"));
        graph.addOutput(tensor(score));
    }

    static String outOfScopeOutput(String output) {
        return output + "_oos";
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto tensor(String name, int... shape) {
        var dimensions = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
        for (int size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }

    private static TensorProto weights(String name, float[][] rows) {
        var flat = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
        }
        return vector(name, List.of((long) rows.length, (long) rows[0].length), flat);
    }

    private static TensorProto vector(String name, List<Long> shape, float[] values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(shape)
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }
}
