package io.candor.modelruntime.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor by the Open Inference Protocol v2, row-major.
 *
 * @param shape the length of each dimension; none for a scalar
 * @param data the elements in little-endian order, in the protocol's raw form: an element of {@link Datatype#BYTES} is its
 *     length in four bytes and then its bytes. It may be the memory that the request came in, so it holds only as long as
 *     the request does.
 */
public record Tensor(String name, Datatype datatype, List<Long> shape, ByteBuffer data) {
    /**
     * A view of {@code data} from its position to its limit.
     *
     * @throws MalformedTensorException when shape, datatype and data do not agree
     */
    public Tensor {
        shape = List.copyOf(shape);
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        var elements = elements(name, shape);
        if (datatype == Datatype.BYTES) {
            requireElements(name, shape, elements, countStrings(name, data));
        } else if (data.remaining() != (long) elements * datatype.size()) {
            throw new MalformedTensorException(
                    name,
                    data.remaining() + " bytes came, " + (long) elements * datatype.size() + " are expected for "
                            + datatype + shape);
        }
    }

    /** A tensor of texts. */
    public static Tensor ofTexts(String name, List<Long> shape, List<String> texts) {
        return ofStrings(
                name,
                shape,
                texts.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** A tensor of strings of bytes. */
    public static Tensor ofStrings(String name, List<Long> shape, List<byte[]> strings) {
        var size =
                strings.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
        var data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        strings.forEach(bytes -> data.putInt(bytes.length).put(bytes));
        return new Tensor(name, Datatype.BYTES, shape, data.flip());
    }

    /** A tensor of {@link Datatype#FP32}. */
    public static Tensor ofFloats(String name, List<Long> shape, float[] values) {
        var data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Tensor(name, Datatype.FP32, shape, data);
    }

    /** A tensor of {@link Datatype#INT64}. */
    public static Tensor ofLongs(String name, List<Long> shape, long[] values) {
        var data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Tensor(name, Datatype.INT64, shape, data);
    }

    /** How many elements a tensor of {@code shape} has. */
    public static int elements(String name, List<Long> shape) {
        var product = 1L;
        for (var dimension : shape) {
            if (dimension < 0) {
                throw new MalformedTensorException(name, "shape " + shape + " has a negative dimension");
            }
            if (dimension > Integer.MAX_VALUE) {
                throw new MalformedTensorException(name, "shape " + shape + " is too large");
            }
            product *= dimension;
            if (product > Integer.MAX_VALUE) {
                throw new MalformedTensorException(name, "shape " + shape + " is too large");
            }
        }
        return (int) product;
    }

    /** How many elements it has. */
    public int elements() {
        return elements(name, shape);
    }

    /** The data from its start; each call gives a view with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements of a tensor of {@link Datatype#BYTES}. */
    public List<byte[]> strings() {
        require(Datatype.BYTES);
        var buffer = data();
        var strings = new ArrayList<byte[]>(elements());
        while (buffer.hasRemaining()) {
            var bytes = new byte[buffer.getInt()];
            buffer.get(bytes);
            strings.add(bytes);
        }
        return strings;
    }

    /**
     * The elements of a tensor of {@link Datatype#BYTES} as UTF-8.
     *
     * @throws MalformedTensorException when one is no UTF-8
     */
    public List<String> texts() {
        var texts = new ArrayList<String>();
        for (var bytes : strings()) {
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                texts.add(text.toString());
            } catch (CharacterCodingException e) {
                throw new MalformedTensorException(name, "value " + texts.size() + " is not UTF-8");
            }
        }
        return texts;
    }

    /** The elements of a tensor of {@link Datatype#FP32}. */
    public float[] floats() {
        require(Datatype.FP32);
        var values = new float[elements()];
        data().asFloatBuffer().get(values);
        return values;
    }

    /** The elements of a tensor of {@link Datatype#INT64}. */
    public long[] longs() {
        require(Datatype.INT64);
        var values = new long[elements()];
        data().asLongBuffer().get(values);
        return values;
    }

    /** The same tensor under another name. */
    public Tensor named(String other) {
        return new Tensor(other, datatype, shape, data);
    }

    private void require(Datatype expected) {
        if (datatype != expected) {
            throw new MalformedTensorException(name, "datatype " + datatype + " came, " + expected + " is expected");
        }
    }

    private static long countStrings(String name, ByteBuffer data) {
        var buffer = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var count = 0L;
        while (buffer.hasRemaining()) {
            var length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw new MalformedTensorException(name, "the data end inside value " + count);
            }
            buffer.position(buffer.position() + length);
            count++;
        }
        return count;
    }

    private static void requireElements(String name, List<Long> shape, int expected, long came) {
        if (came != expected) {
            throw new MalformedTensorException(
                    name, came + " values came, " + expected + " are expected for the shape " + shape);
        }
    }
}
