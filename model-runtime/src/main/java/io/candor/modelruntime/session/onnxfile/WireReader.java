package io.candor.modelruntime.session.onnxfile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Protobuf's wire format (protobuf.dev, "Encoding"), read field by field with a limit on all that is kept. */
final class WireReader {
    private static final int MAX_TEXTS = 4_000_000;
    private static final int MAX_TEXT = 1 << 16;

    private final CodedInputStream in;
    private int texts;

    /** A reader of the next {@code size} bytes of {@code in}. */
    WireReader(CodedInputStream in, int size) throws IOException {
        this.in = in;
        in.pushLimit(size);
    }

    /** Takes one field. */
    @FunctionalInterface
    interface Field {
        void read(int number, int tag) throws IOException, MalformedOnnxException;
    }

    /** Reads all fields up to the end of the message that is open. */
    void fields(Field field) throws IOException, MalformedOnnxException {
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            field.read(WireFormat.getTagFieldNumber(tag), tag);
        }
    }

    /** Reads the fields of the message that the field {@code tag} holds. */
    void message(int tag, Field field) throws IOException, MalformedOnnxException {
        requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        var outer = in.pushLimit(length());
        fields(field);
        in.popLimit(outer);
    }

    void skip(int tag) throws IOException {
        in.skipField(tag);
    }

    /** Skips a field of bytes and tells how many there were, or gives them when they are at most {@code kept}. */
    byte[] bytes(int tag, int kept, java.util.function.IntConsumer lengths) throws IOException, MalformedOnnxException {
        requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        var length = length();
        lengths.accept(length);
        if (length <= kept) {
            return in.readRawBytes(length);
        }
        in.skipRawBytes(length);
        return new byte[0];
    }

    /** Counts numbers of fixed size, packed or not. */
    long fixed(int tag, int size) throws IOException, MalformedOnnxException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            in.skipField(tag);
            return 1;
        }
        var length = length();
        in.skipRawBytes(length);
        if (length % size != 0) {
            throw new MalformedOnnxException("A list of numbers is cut off");
        }
        return length / size;
    }

    /** Reads numbers of variable size, packed or not, and tells how many there were. */
    long numbers(int tag, TensorOutline.Growing list) throws IOException, MalformedOnnxException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            list.add(number(tag));
            return 1;
        }
        var outer = in.pushLimit(length());
        var count = 0L;
        while (!in.isAtEnd()) {
            list.add(in.readInt64());
            count++;
        }
        in.popLimit(outer);
        return count;
    }

    long number(int tag) throws IOException, MalformedOnnxException {
        requireWire(tag, WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    String text(int tag) throws IOException, MalformedOnnxException {
        requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        requireAtMost(MAX_TEXTS, ++texts, "names");
        var length = length();
        if (length > MAX_TEXT) {
            throw new MalformedOnnxException("A name has " + length + " bytes");
        }
        return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }

    static void requireAtMost(int limit, int came, String what) throws MalformedOnnxException {
        if (came > limit) {
            throw new MalformedOnnxException("It has more than " + limit + " " + what);
        }
    }

    private int length() throws IOException, MalformedOnnxException {
        var length = in.readRawVarint32();
        if (length < 0) {
            throw new MalformedOnnxException("It is no protobuf, or was cut off: a length is negative");
        }
        return length;
    }

    private static void requireWire(int tag, int expected) throws MalformedOnnxException {
        if (WireFormat.getTagWireType(tag) != expected) {
            throw new MalformedOnnxException("It is no ONNX model: field " + WireFormat.getTagFieldNumber(tag)
                    + " is of another type than onnx.proto says");
        }
    }
}
