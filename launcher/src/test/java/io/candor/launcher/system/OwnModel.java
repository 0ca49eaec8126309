package io.candor.launcher.system;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** A model that a tenant brings: version 1 doubles its input {@code x}, FP32 of the shape [-1, 2], and version 2 trebles it. */
final class OwnModel {
    static final String NAME = "factor";

    /** ONNX: {@code y = x * 2}; the factor is the four bytes from 45 on. */
    private static final String GRAPH =
            "CAg6WQoTCgF4CgZmYWN0b3ISAXkiA011bBIEdGlueSoQEAFCBmZhY3RvckoEAAAAQFoUCgF4Eg8KDQgBEgkKAxIBbgoCCAJiFAoBeRIPCg0I"
                    + "ARIJCgMSAW4KAggCQgIQEQ==";

    private static final int OF_FACTOR = 45;

    private OwnModel() {}

    /** Puts both versions into {@code models}, where the runtime looks for models of {@code tenant}. */
    static void write(Path models, UUID tenant) {
        var two = Base64.getDecoder().decode(GRAPH);
        var three = two.clone();
        ByteBuffer.wrap(three).order(ByteOrder.LITTLE_ENDIAN).putFloat(OF_FACTOR, 3);
        write(models, tenant, "1", two);
        write(models, tenant, "2", three);
    }

    /** A request for one row. */
    static ObjectNode request(String id) {
        var request = JsonNodeFactory.instance.objectNode().put("id", id);
        var input = request.putArray("inputs").addObject().put("name", "x").put("datatype", "FP32");
        input.putArray("shape").add(1).add(2);
        input.putArray("data").add(1.5).add(-2);
        return request;
    }

    private static void write(Path models, UUID tenant, String version, byte[] onnx) {
        try {
            var folder = Files.createDirectories(models.resolve("tenants")
                    .resolve(tenant.toString())
                    .resolve(NAME)
                    .resolve(version));
            Files.write(folder.resolve("model.onnx"), onnx);
            Files.writeString(
                    folder.resolve("model.yaml"),
                    "name: %s\nversion: \"%s\"\nkind: onnx\nmax_batch_size: 4\nfiles:\n  - {path: model.onnx, sha256: %s}\n"
                            .formatted(NAME, version, sha256(onnx)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
