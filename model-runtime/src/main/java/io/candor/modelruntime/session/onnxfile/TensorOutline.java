package io.candor.modelruntime.session.onnxfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A tensor in a file without its values, but for those of a small one, which may be a shape. */
final class TensorOutline {
    /** How many values are kept. */
    static final int KEPT = 64;

    String name = "";
    final Growing dims = new Growing();
    int dataType;
    long rawBytes = -1;
    byte[] raw = {};
    boolean external;
    boolean segment;
    final Map<ElementType.Values, Long> counts = new EnumMap<>(ElementType.Values.class);
    final Growing integers = new Growing();
    final Map<String, String> location = new LinkedHashMap<>();

    /** A list of numbers of which the first {@link #KEPT} are kept. */
    static final class Growing {
        private long[] values = new long[4];
        private int size;

        void add(long value) {
            if (size < KEPT) {
                if (size == values.length) {
                    values = java.util.Arrays.copyOf(values, size * 2);
                }
                values[size] = value;
            }
            size++;
        }

        boolean isWhole() {
            return size <= KEPT;
        }

        int size() {
            return size;
        }

        long[] values() {
            return java.util.Arrays.copyOf(values, Math.min(size, KEPT));
        }
    }

    void count(ElementType.Values field, long more) {
        counts.merge(field, more, Long::sum);
    }

    long count(ElementType.Values field) {
        return counts.getOrDefault(field, 0L);
    }

    /**
     * How many elements it has.
     *
     * @throws MalformedOnnxException when its shape makes no sense
     */
    long elements() throws MalformedOnnxException {
        if (!dims.isWhole()) {
            throw new MalformedOnnxException(described() + " has " + dims.size() + " dimensions");
        }
        var product = 1L;
        for (var dim : dims.values()) {
            if (dim < 0) {
                throw new MalformedOnnxException(described() + " has the dimension " + dim);
            }
            try {
                product = Math.multiplyExact(product, dim);
            } catch (ArithmeticException e) {
                throw new MalformedOnnxException(described() + " has more elements than can be counted");
            }
        }
        return product;
    }

    /** Its values, where it is a small tensor of integers. */
    Optional<long[]> values() {
        if (external || !integers.isWhole()) {
            return Optional.empty();
        }
        if (rawBytes < 0) {
            return Optional.of(integers.values());
        }
        var buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        var size = dataType == 7 ? Long.BYTES : Integer.BYTES;
        if (raw.length != rawBytes || (dataType != 6 && dataType != 7)) {
            return Optional.empty();
        }
        var values = new long[raw.length / size];
        for (var i = 0; i < values.length; i++) {
            values[i] = dataType == 7 ? buffer.getLong() : buffer.getInt();
        }
        return Optional.of(values);
    }

    String described() {
        return name.isEmpty() ? "A tensor" : "Tensor " + name;
    }
}
