package io.candor.modelruntime.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.TensorSpec;
import java.util.Arrays;

/**
 * An input or output as the graph declares it.
 *
 * @param nativeName the address of its name as a C string
 * @param shape -1 where a dimension varies
 * @param symbols the names of the varying dimensions; empty where there is none
 */
record GraphPort(TensorSpec spec, long nativeName, long[] shape, String[] symbols) {
    static GraphPort of(NodeInfo node, long nativeName) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new OnnxFailureException(node.getName() + " is "
                    + node.getInfo()
                            .getClass()
                            .getSimpleName()
                            .replace("Info", "")
                            .toLowerCase(java.util.Locale.ROOT)
                    + ", only tensors can be served");
        }
        var shape = tensor.getShape();
        var spec = new TensorSpec(
                node.getName(),
                datatype(node.getName(), tensor.onnxType),
                Arrays.stream(shape).boxed().toList());
        return new GraphPort(spec, nativeName, shape, tensor.getDimensionNames());
    }

    boolean isBytes() {
        return spec.datatype() == Datatype.BYTES;
    }

    /** Its datatype in the words of onnxruntime_c_api.h, {@code enum ONNXTensorElementDataType}. */
    int onnxType() {
        return switch (spec.datatype()) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
    }

    private static Datatype datatype(String name, TensorInfo.OnnxTensorType type) {
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Datatype.FP32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Datatype.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Datatype.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Datatype.UINT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Datatype.INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Datatype.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Datatype.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Datatype.BYTES;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Datatype.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Datatype.FP16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Datatype.FP64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Datatype.UINT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Datatype.UINT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Datatype.BF16;
            default ->
                throw new OnnxFailureException(name + " has the datatype "
                        + type.name().substring("ONNX_TENSOR_ELEMENT_DATA_TYPE_".length())
                        + ", which the protocol does not know");
        };
    }
}
