package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request that was found right.
 *
 * @param language what the caller says the language is, or null
 * @param outputs the outputs that are wanted; empty for all
 */
record TextBatch(List<String> texts, @Nullable String language, List<String> outputs) {
    private static final String TEXT = "text";
    private static final int MAX_TEXTS = 64;
    private static final int MAX_BYTES = 32 * 1024;

    /** Checks {@code request} against what a text model takes. */
    static TextBatch of(InferenceRequest request) {
        return new TextBatch(
                texts(request.inputs()),
                request.parameters().get("language") instanceof String language ? language : null,
                request.outputs());
    }

    /** What the caller says the language is. */
    Optional<String> givenLanguage() {
        return Optional.ofNullable(language);
    }

    TextBatch withOutputs(List<String> wanted) {
        return new TextBatch(texts, language, wanted);
    }

    private static List<String> texts(List<Tensor> inputs) {
        requireOneInput(inputs);
        var input = inputs.getFirst();
        if (input.datatype() != Datatype.BYTES) {
            throw new InvalidInputException(TEXT, "datatype " + input.datatype() + " came, BYTES is expected");
        }
        if (input.shape().size() != 1) {
            throw new InvalidInputException(TEXT, "shape " + input.shape() + " came, [n] is expected");
        }
        var size = input.elements();
        if (size == 0 || size > MAX_TEXTS) {
            throw new InvalidInputException(TEXT, size + " texts came, 1 to " + MAX_TEXTS + " are expected");
        }
        var texts = input.texts();
        for (var index = 0; index < size; index++) {
            requireText("text[" + index + "]", texts.get(index));
        }
        return texts;
    }

    private static void requireOneInput(List<Tensor> inputs) {
        var seen = new HashSet<String>();
        for (var input : inputs) {
            if (!input.name().equals(TEXT)) {
                throw new InvalidInputException("inputs", "tensor " + input.name() + " came, only text is expected");
            }
            if (!seen.add(input.name())) {
                throw new InvalidInputException("inputs", "tensor text came twice");
            }
        }
        if (inputs.isEmpty()) {
            throw new InvalidInputException("inputs", "tensor text is missing");
        }
    }

    private static void requireText(String field, String text) {
        if (text.isBlank()) {
            throw new InvalidInputException(field, "must not be blank");
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidInputException(field, bytes + " bytes came, at most " + MAX_BYTES + " are allowed");
        }
    }
}
