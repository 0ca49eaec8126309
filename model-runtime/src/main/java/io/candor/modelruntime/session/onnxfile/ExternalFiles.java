package io.candor.modelruntime.session.onnxfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;

/** Weights that lie in files beside the model (onnx.proto, {@code external_data}): inside its folder or nowhere. */
final class ExternalFiles {
    /** ONNX Runtime takes a location with this mark for an address in memory. */
    private static final String MEMORY_MARK = "_ORT_MEM_ADDR_";

    private ExternalFiles() {}

    static void check(TensorOutline tensor, long bytes, Path file) throws MalformedOnnxException, IOException {
        var data = resolve(tensor, file);
        var offset = number(tensor, "offset", 0);
        var length = number(tensor, "length", bytes);
        if (length != bytes) {
            throw new MalformedOnnxException(tensor.described() + " has " + length + " bytes in " + data.getFileName()
                    + ", its shape asks for " + bytes);
        }
        if (offset > Files.size(data) || length > Files.size(data) - offset) {
            throw new MalformedOnnxException(tensor.described() + " reaches beyond the end of " + data.getFileName());
        }
    }

    static long size(ModelOutline model, Path file) throws MalformedOnnxException, IOException {
        var files = new HashSet<Path>();
        for (var tensor : model.tensors) {
            if (tensor.external) {
                files.add(resolve(tensor, file));
            }
        }
        var size = Files.size(file);
        for (var data : files) {
            size += Files.size(data);
        }
        return size;
    }

    private static Path resolve(TensorOutline tensor, Path file) throws MalformedOnnxException, IOException {
        var location = tensor.location.getOrDefault("location", "");
        var refused = tensor.described() + " has its data in \"" + location + "\", ";
        if (location.isEmpty() || location.contains(MEMORY_MARK) || location.contains("\\")) {
            throw new MalformedOnnxException(refused + "which is no file of the model's folder");
        }
        try {
            var folder =
                    Objects.requireNonNull(file.toAbsolutePath().getParent()).toRealPath();
            var relative = Path.of(location);
            for (var part : relative) {
                if (part.toString().equals("..")) {
                    throw new MalformedOnnxException(refused + "which leaves the model's folder");
                }
            }
            if (relative.isAbsolute()) {
                throw new MalformedOnnxException(refused + "which leaves the model's folder");
            }
            var data = folder.resolve(relative);
            if (!Files.isRegularFile(data)) {
                throw new MalformedOnnxException(refused + "which does not exist");
            }
            if (!data.toRealPath().startsWith(folder)) {
                throw new MalformedOnnxException(refused + "which leads out of the model's folder");
            }
            return data.toRealPath();
        } catch (InvalidPathException e) {
            throw new MalformedOnnxException(refused + "which is no path");
        }
    }

    private static long number(TensorOutline tensor, String key, long otherwise) throws MalformedOnnxException {
        var text = tensor.location.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a negative number is.
        }
        throw new MalformedOnnxException(tensor.described() + " tells the " + key + " \"" + text + "\" of its data");
    }
}
