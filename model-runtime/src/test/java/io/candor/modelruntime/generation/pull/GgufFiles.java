package io.candor.modelruntime.generation.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small GGUF files, right and wrong ones. */
final class GgufFiles {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GgufFiles() {}

    /** A file with one tensor of eight bytes and the metadata that a pull asks for. */
    static byte[] valid() {
        return header(3, 1, 4)
                .text("general.architecture", "llama")
                .text("general.name", "Tiny: a \"test\"")
                .number("llama.context_length", 8192)
                .list("tokenizer.ggml.tokens", "a", "b")
                .tensor("output", 0)
                .bytes(new byte[64]);
    }

    static GgufFiles header(int version, long tensors, long values) {
        var file = new GgufFiles();
        file.put(ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putLong(tensors)
                .putLong(values));
        return file;
    }

    GgufFiles text(String key, String value) {
        return text(key).integer(8).text(value);
    }

    GgufFiles number(String key, int value) {
        return text(key).integer(4).integer(value);
    }

    GgufFiles list(String key, String... values) {
        text(key).integer(9).integer(8).big(values.length);
        for (var value : values) {
            text(value);
        }
        return this;
    }

    GgufFiles tensor(String name, long offset) {
        return text(name).integer(1).big(2).integer(0).big(offset);
    }

    GgufFiles text(String text) {
        big(text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    GgufFiles integer(int value) {
        return put(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value));
    }

    GgufFiles big(long value) {
        return put(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
    }

    byte[] bytes(byte[] rest) {
        out.writeBytes(rest);
        return out.toByteArray();
    }

    private GgufFiles put(ByteBuffer buffer) {
        out.writeBytes(buffer.array());
        return this;
    }

    static Path wheel(Path file, String entry, byte[] content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }
}
