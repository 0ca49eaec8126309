package io.candor.modelruntime.session.onnxfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Refuses ONNX files that are broken or meant to do harm, before ONNX Runtime sees them: data outside the model's folder,
 * weights whose size does not agree with their shape, operators of unknown origin, graphs or constants that grow without
 * bounds.
 */
public final class OnnxFileCheck {
    /** The newest format that ONNX Runtime 1.29 reads. */
    static final long MAX_IR_VERSION = 13;

    /** The newest operators of ONNX itself that ONNX Runtime 1.29 knows. */
    static final long MAX_OPERATOR_SET = 26;

    private static final long MAX_CONSTANT_BYTES = 1L << 30;
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    /** Operators that open files by a path that the model tells. */
    private static final Set<String> OPENS_FILES = Set.of("EPContext");

    private OnnxFileCheck() {}

    /**
     * Checks {@code file} and the external data beside it.
     *
     * @return the bytes of both
     * @throws MalformedOnnxException when it is to be refused, with the reason
     */
    public static long check(Path file) throws MalformedOnnxException {
        try {
            var model = OnnxReader.read(file);
            requireKnownVersions(model);
            var functions = FunctionExpansion.check(model);
            for (var tensor : model.tensors) {
                TensorCheck.check(tensor, file);
            }
            for (var tensor : model.sparse) {
                TensorCheck.checkDense(tensor, MAX_CONSTANT_BYTES);
            }
            requireKnownOperators(functions, model.graph);
            for (var function : model.functions) {
                requireKnownOperators(functions, function.body);
            }
            ConstantGrowth.check(model.graph, List.of(), MAX_CONSTANT_BYTES);
            return ExternalFiles.size(model, file);
        } catch (IOException e) {
            throw new MalformedOnnxException("It cannot be read: " + e.getMessage());
        }
    }

    /**
     * The bytes of {@code file} and of all external data that it names.
     *
     * @throws MalformedOnnxException when it is no model, or its external data are not where they may be
     */
    public static long size(Path file) throws MalformedOnnxException {
        try {
            return ExternalFiles.size(OnnxReader.read(file), file);
        } catch (IOException e) {
            throw new MalformedOnnxException("It cannot be read: " + e.getMessage());
        }
    }

    private static void requireKnownVersions(ModelOutline model) throws MalformedOnnxException {
        if (model.irVersion < 1 || model.irVersion > MAX_IR_VERSION) {
            throw new MalformedOnnxException(
                    "Its format has the version " + model.irVersion + "; 1 to " + MAX_IR_VERSION + " are known");
        }
        for (var domain : List.of("", "ai.onnx")) {
            var version = model.operatorSets.getOrDefault(domain, 1L);
            if (version < 1 || version > MAX_OPERATOR_SET) {
                throw new MalformedOnnxException(
                        "It asks for operator set " + version + "; 1 to " + MAX_OPERATOR_SET + " are known");
            }
        }
    }

    private static void requireKnownOperators(Set<String> functions, ModelOutline.Graph graph)
            throws MalformedOnnxException {
        for (var node : graph.nodes) {
            if (!DOMAINS.contains(node.domain)
                    && !functions.contains(FunctionExpansion.key(node.domain, node.operator))) {
                throw new MalformedOnnxException(
                        "Operator " + node.operator + " is of the unknown domain " + node.domain + "; known are "
                                + DOMAINS.stream().sorted().toList());
            }
            if (OPENS_FILES.contains(node.operator)) {
                throw new MalformedOnnxException("Operator " + node.operator + " opens files");
            }
            for (var inner : node.graphs) {
                requireKnownOperators(functions, inner);
            }
        }
    }
}
