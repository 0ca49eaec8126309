package io.candor.modelruntime.generation.pull;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a GGUF file (version 2 or 3), read to the end of its tensor list: a file that passes has the
 * beginning of every tensor inside it. Whether the rest is there is the digest's to say.
 *
 * @param tensors how many tensors the file holds
 * @param values its metadata: texts and numbers, but no lists
 */
record GgufHeader(long tensors, Map<String, Object> values) {
    private static final int MAGIC = 0x46554747;
    private static final long LONGEST_HEADER = 1L << 28;
    private static final long MOST_TENSORS = 1 << 20;
    private static final long MOST_VALUES = 1 << 16;
    private static final int MOST_DIMENSIONS = 4;
    private static final int MOST_TYPES = 64;
    private static final int LONGEST_KEY = 1 << 16;

    GgufHeader {
        values = Map.copyOf(values);
    }

    /**
     * Reads the header of {@code file}.
     *
     * @throws PullException when it is no GGUF file or its header makes no sense
     */
    static GgufHeader read(Path file) throws IOException, PullException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var size = channel.size();
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, LONGEST_HEADER))
                    .order(ByteOrder.LITTLE_ENDIAN);
            return new Reader(bytes, size).header();
        } catch (BufferUnderflowException e) {
            throw new PullException("the file ends in the middle of its GGUF header");
        }
    }

    /** A number of the metadata, for example {@code llama.context_length}. */
    Optional<Long> number(String key) {
        return values.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /** A text of the metadata, for example {@code general.architecture}. */
    Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** How many tokens the model was trained to read. */
    Optional<Long> contextLength() {
        return text("general.architecture").flatMap(architecture -> number(architecture + ".context_length"));
    }

    private record Reader(ByteBuffer bytes, long fileSize) {
        GgufHeader header() throws PullException {
            if (bytes.remaining() < 24 || bytes.getInt() != MAGIC) {
                throw new PullException("the file is no GGUF file");
            }
            var version = bytes.getInt();
            if (version != 2 && version != 3) {
                throw new PullException("the file is GGUF version " + version + "; versions 2 and 3 are understood");
            }
            var tensors = count("tensors", MOST_TENSORS);
            var values = values(count("values", MOST_VALUES));
            for (var i = 0L; i < tensors; i++) {
                tensor();
            }
            var header = new GgufHeader(tensors, values);
            if (header.text("general.architecture").isEmpty() || tensors == 0) {
                throw new PullException("the GGUF file describes no model");
            }
            return header;
        }

        private Map<String, Object> values(long count) throws PullException {
            var values = new LinkedHashMap<String, Object>();
            for (var i = 0L; i < count; i++) {
                var key = text(LONGEST_KEY);
                var type = bytes.getInt();
                if (type == 9) {
                    skipList();
                } else if (type == 8) {
                    values.put(key, text(bytes.remaining()));
                } else {
                    values.put(key, scalar(type));
                }
            }
            return values;
        }

        private void skipList() throws PullException {
            var type = bytes.getInt();
            var length = count("entries of a list", bytes.remaining());
            for (var i = 0L; i < length; i++) {
                if (type == 8) {
                    skip(count("bytes of a text", bytes.remaining()));
                } else {
                    var unused = scalar(type);
                }
            }
        }

        private Object scalar(int type) throws PullException {
            return switch (type) {
                case 0 -> (long) Byte.toUnsignedInt(bytes.get());
                case 1 -> (long) bytes.get();
                case 2 -> (long) Short.toUnsignedInt(bytes.getShort());
                case 3 -> (long) bytes.getShort();
                case 4 -> Integer.toUnsignedLong(bytes.getInt());
                case 5 -> (long) bytes.getInt();
                case 6 -> (double) bytes.getFloat();
                case 7 -> bytes.get() != 0;
                case 10, 11 -> bytes.getLong();
                case 12 -> bytes.getDouble();
                default -> throw new PullException("the GGUF header has a value of the unknown type " + type);
            };
        }

        private void tensor() throws PullException {
            var name = text(LONGEST_KEY);
            var dimensions = bytes.getInt();
            if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
                throw new PullException("the tensor " + name + " has " + dimensions + " dimensions");
            }
            for (var i = 0; i < dimensions; i++) {
                if (bytes.getLong() <= 0) {
                    throw new PullException("the tensor " + name + " has an empty dimension");
                }
            }
            var type = bytes.getInt();
            var offset = bytes.getLong();
            if (type < 0 || type > MOST_TYPES || offset < 0 || offset >= fileSize) {
                throw new PullException("the tensor " + name + " lies outside the file");
            }
        }

        private long count(String what, long most) throws PullException {
            var count = bytes.getLong();
            if (count < 0 || count > most) {
                throw new PullException("the GGUF header counts " + Long.toUnsignedString(count) + " " + what);
            }
            return count;
        }

        private String text(long longest) throws PullException {
            var length = count("bytes of a text", Math.min(longest, bytes.remaining()));
            var text = new byte[(int) length];
            bytes.get(text);
            return new String(text, StandardCharsets.UTF_8);
        }

        private void skip(long length) {
            if (length > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            bytes.position(bytes.position() + (int) length);
        }
    }
}
