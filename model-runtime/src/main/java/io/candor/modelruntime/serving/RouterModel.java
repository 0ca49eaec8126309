package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.DetectedLanguage;
import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Detects the language of the texts and asks the pipeline for that language, whose identity the answer carries. */
record RouterModel(ModelIdentity identity, LanguageDetector detector, SequencedMap<String, Route> routes)
        implements ServedModel {
    private static final String LANGUAGE = "language";
    private static final String CONFIDENCE = "language_confidence";
    private static final List<TensorSpec> OWN =
            List.of(TensorSpec.texts(LANGUAGE), TensorSpec.floats(CONFIDENCE, List.of()));

    /** Where a language leads: to a model, or to the reason why there is none now. */
    sealed interface Route {
        record Open(ServedModel model) implements Route {}

        record Closed(String reason) implements Route {}
    }

    @Override
    public List<TensorSpec> outputs() {
        var outputs = new LinkedHashSet<>(OWN);
        open().values().forEach(model -> outputs.addAll(model.outputs()));
        return List.copyOf(outputs);
    }

    /** Those of the first pipeline, and those that differ from language to language as {@code <property>.<language>}. */
    @Override
    public Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        open().forEach((language, model) -> model.properties().forEach((name, value) -> {
            var first = properties.putIfAbsent(name, value);
            if (first != null && !first.equals(value)) {
                properties.put(name + "." + language, value);
            }
        }));
        properties.put("languages", String.join(",", routes.keySet()));
        return properties;
    }

    @Override
    public InferenceAnswer infer(TextBatch batch) {
        var languages = languages(batch);
        var pipeline = pipeline(languages.getFirst().code());
        var known = new ArrayList<>(OWN);
        known.addAll(pipeline.outputs());
        var wanted = batch.wanted(pipeline.identity(), known);
        var inner = new LinkedHashSet<>(wanted);
        inner.removeAll(List.of(LANGUAGE, CONFIDENCE));
        var answer = inner.isEmpty()
                ? new InferenceAnswer(pipeline.identity(), Map.of(), List.of(), 0)
                : pipeline.infer(batch.withOutputs(inner));
        var outputs = wanted.stream()
                .map(name -> switch (name) {
                    case LANGUAGE -> codes(languages);
                    case CONFIDENCE -> confidences(languages);
                    default -> answer.output(name).orElseThrow();
                })
                .toList();
        return new InferenceAnswer(answer.model(), answer.parameters(), outputs, answer.tokens());
    }

    private List<DetectedLanguage> languages(TextBatch batch) {
        var given = batch.givenLanguage();
        if (given.isPresent()) {
            requireSupported(LANGUAGE, "\"" + given.get() + "\"", given.get());
            var language = new DetectedLanguage(given.get(), 1);
            return batch.texts().stream().map(text -> language).toList();
        }
        var languages = batch.texts().stream().map(detector::detect).toList();
        for (var index = 0; index < languages.size(); index++) {
            var code = languages.get(index).code();
            requireSupported(languages.size() == 1 ? "text" : "text[" + index + "]", "language \"" + code + "\"", code);
            if (!code.equals(languages.getFirst().code())) {
                throw new InvalidInputException(
                        "text",
                        "the texts of a request must be in one language; text[0] is in "
                                + languages.getFirst().code() + ", text[" + index + "] in " + code);
            }
        }
        return languages;
    }

    private void requireSupported(String field, String what, String code) {
        if (!routes.containsKey(code)) {
            throw new InvalidInputException(
                    field, what + " is not supported; supported: " + String.join(", ", routes.keySet()));
        }
    }

    private ServedModel pipeline(String language) {
        return switch (routes.get(language)) {
            case Route.Open(var model) -> model;
            case Route.Closed(var reason) ->
                throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "model-unavailable", reason);
            case null -> throw new IllegalStateException("No route for " + language);
        };
    }

    private SequencedMap<String, ServedModel> open() {
        var open = new LinkedHashMap<String, ServedModel>();
        routes.forEach((language, route) -> {
            if (route instanceof Route.Open(var model)) {
                open.put(language, model);
            }
        });
        return open;
    }

    private static Tensor codes(List<DetectedLanguage> languages) {
        return Tensor.ofTexts(
                LANGUAGE,
                List.of((long) languages.size()),
                languages.stream().map(DetectedLanguage::code).toList());
    }

    private static Tensor confidences(List<DetectedLanguage> languages) {
        var values = new float[languages.size()];
        for (var index = 0; index < values.length; index++) {
            values[index] = languages.get(index).confidence();
        }
        return Tensor.ofFloats(CONFIDENCE, List.of((long) languages.size()), values);
    }
}
