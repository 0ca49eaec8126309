package io.candor.platform.inference;

import com.google.protobuf.ByteString;
import io.candor.platform.inference.v2.ModelInferResponse;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the output tensors of a gRPC response, typed or raw (little-endian; BYTES with 4-byte lengths). */
final class WireTensors {
    private WireTensors() {}

    static Tensor read(ModelInferResponse response, int index) {
        var output = response.getOutputs(index);
        var raw = response.getRawOutputContentsCount() > index ? response.getRawOutputContents(index) : null;
        return switch (output.getDatatype()) {
            case "FP32" ->
                new Tensor.Floats(
                        output.getShapeList(),
                        raw == null ? unbox(output.getContents().getFp32ContentsList()) : floats(raw));
            case "BYTES" ->
                new Tensor.Texts(
                        output.getShapeList(),
                        raw == null
                                ? output.getContents().getBytesContentsList().stream()
                                        .map(ByteString::toStringUtf8)
                                        .toList()
                                : texts(raw));
            default ->
                throw new IllegalStateException(
                        "Output " + output.getName() + " has the datatype " + output.getDatatype());
        };
    }

    private static float[] unbox(List<Float> values) {
        var floats = new float[values.size()];
        for (var i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static float[] floats(ByteString raw) {
        var floats = new float[raw.size() / Float.BYTES];
        raw.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    private static List<String> texts(ByteString raw) {
        var buffer = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        var texts = new ArrayList<String>();
        while (buffer.remaining() >= Integer.BYTES) {
            var length = buffer.getInt();
            texts.add(
                    raw.substring(buffer.position(), buffer.position() + length).toStringUtf8());
            buffer.position(buffer.position() + length);
        }
        return texts;
    }
}
