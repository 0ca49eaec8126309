package io.candor.modelruntime.session.onnxfile;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a tensor's shape, datatype and data agree. */
final class TensorCheck {
    private TensorCheck() {}

    static void check(TensorOutline tensor, Path file) throws MalformedOnnxException, IOException {
        var elements = tensor.elements();
        var type = type(tensor);
        if (tensor.segment) {
            throw new MalformedOnnxException(tensor.described() + " is only a part of a tensor");
        }
        if (tensor.external) {
            if (type == ElementType.STRING || tensor.rawBytes >= 0) {
                throw new MalformedOnnxException(tensor.described() + " cannot have its data in another file");
            }
            ExternalFiles.check(tensor, bytes(tensor, type, elements), file);
            return;
        }
        if (tensor.rawBytes >= 0) {
            requireRaw(tensor, type, elements);
            return;
        }
        var listed = tensor.count(type.listedAs());
        var expected = entries(tensor, type, elements);
        if (listed != expected) {
            throw new MalformedOnnxException(
                    tensor.described() + " lists " + listed + " values, its shape asks for " + expected);
        }
    }

    /** Whether the dense form of a sparse tensor stays within {@code limit} bytes. */
    static void checkDense(TensorOutline tensor, long limit) throws MalformedOnnxException {
        var bytes = bytes(tensor, type(tensor), tensor.elements());
        if (bytes > limit) {
            throw new MalformedOnnxException("A sparse tensor takes " + bytes + " bytes when it is made dense, at most "
                    + limit + " are allowed");
        }
    }

    private static void requireRaw(TensorOutline tensor, ElementType type, long elements)
            throws MalformedOnnxException {
        if (type == ElementType.STRING) {
            throw new MalformedOnnxException(tensor.described() + " is of strings, which cannot be raw data");
        }
        var expected = bytes(tensor, type, elements);
        if (tensor.rawBytes != expected) {
            throw new MalformedOnnxException(
                    tensor.described() + " has " + tensor.rawBytes + " bytes, its shape asks for " + expected);
        }
    }

    private static ElementType type(TensorOutline tensor) throws MalformedOnnxException {
        return ElementType.find(tensor.dataType)
                .orElseThrow(() -> new MalformedOnnxException(
                        tensor.described() + " has the unknown datatype " + tensor.dataType));
    }

    private static long bytes(TensorOutline tensor, ElementType type, long elements) throws MalformedOnnxException {
        try {
            return type.bytes(elements);
        } catch (ArithmeticException e) {
            throw new MalformedOnnxException(tensor.described() + " is larger than can be counted");
        }
    }

    private static long entries(TensorOutline tensor, ElementType type, long elements) throws MalformedOnnxException {
        try {
            return type.entries(elements);
        } catch (ArithmeticException e) {
            throw new MalformedOnnxException(tensor.described() + " is larger than can be counted");
        }
    }
}
