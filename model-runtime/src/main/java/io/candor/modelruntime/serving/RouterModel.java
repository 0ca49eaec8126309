package io.candor.modelruntime.serving;

import io.candor.modelruntime.language.DetectedLanguage;
import io.candor.modelruntime.language.LanguageDetector;
import io.candor.modelruntime.modelrepository.Manifest;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Detects the language of the texts and asks the pipeline for that language, whose identity the answer carries. Which
 * version of a pipeline that is, is decided anew for each request.
 */
record RouterModel(
        StoredModel stored, LanguageDetector detector, SequencedMap<String, String> routes, Registry registry)
        implements TextModel {
    private static final String LANGUAGE = "language";
    private static final String CONFIDENCE = "language_confidence";
    private static final List<TensorSpec> OWN =
            List.of(TensorSpec.texts(LANGUAGE), TensorSpec.floats(CONFIDENCE, List.of()));

    @Override
    public ModelIdentity identity() {
        var parts = new ArrayList<>(List.of(stored));
        eachOpen((language, pipeline) -> parts.addAll(pipeline.parts()));
        return new ModelIdentity(stored.id().name(), stored.id().version(), Manifest.sha256(parts));
    }

    @Override
    public List<TensorSpec> outputs() {
        var outputs = new LinkedHashSet<>(OWN);
        eachOpen((language, pipeline) -> outputs.addAll(pipeline.served().outputs()));
        return List.copyOf(outputs);
    }

    /** Those of the first pipeline, and those that differ from language to language as {@code <property>.<language>}. */
    @Override
    public Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        eachOpen((language, pipeline) -> pipeline.served().properties().forEach((name, value) -> {
            var first = properties.putIfAbsent(name, value);
            if (first != null && !first.equals(value)) {
                properties.put(name + "." + language, value);
            }
        }));
        properties.put("languages", String.join(",", routes.keySet()));
        return properties;
    }

    @Override
    public CompletableFuture<InferenceAnswer> infer(TextBatch batch, Caller caller) {
        var languages = languages(batch);
        var pipeline = pipeline(languages.getFirst().code());
        try {
            var answer = infer(batch, languages, (TextModel) pipeline.get().served(), caller);
            answer.whenComplete((result, failure) -> pipeline.release());
            return answer;
        } catch (RuntimeException e) {
            pipeline.release();
            throw e;
        }
    }

    private CompletableFuture<InferenceAnswer> infer(
            TextBatch batch, List<DetectedLanguage> languages, TextModel pipeline, Caller caller) {
        var known = new ArrayList<>(OWN);
        known.addAll(pipeline.outputs());
        var wanted = GraphOutputs.wanted(pipeline.identity().name(), batch.outputs(), known);
        var inner = new ArrayList<>(wanted);
        inner.removeAll(List.of(LANGUAGE, CONFIDENCE));
        if (inner.isEmpty()) {
            var nothing = new InferenceAnswer(pipeline.identity(), Map.of(), List.of(), 0);
            return CompletableFuture.completedFuture(answer(nothing, wanted, languages));
        }
        return Futures.map(
                pipeline.infer(batch.withOutputs(inner), caller), scores -> answer(scores, wanted, languages));
    }

    private static InferenceAnswer answer(
            InferenceAnswer scores, List<String> wanted, List<DetectedLanguage> languages) {
        var outputs = wanted.stream()
                .map(name -> switch (name) {
                    case LANGUAGE -> codes(languages);
                    case CONFIDENCE -> confidences(languages);
                    default -> scores.output(name).orElseThrow();
                })
                .toList();
        return new InferenceAnswer(scores.model(), scores.parameters(), outputs, scores.tokens());
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

    private Shared<LoadedModel> pipeline(String language) {
        var reference = String.valueOf(routes.get(language));
        try {
            return acquire(reference);
        } catch (ProblemException e) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "model-unavailable",
                    "Language " + language + " is unavailable: "
                            + registry.absence(reference, stored.id().owner()));
        }
    }

    private Shared<LoadedModel> acquire(String reference) {
        var named = Reference.of(reference);
        return registry.acquire(
                named.name(),
                named.version(),
                registry.owner(named.name(), stored.id().owner()));
    }

    /** Shows {@code visitor} the pipelines that answer now. */
    private void eachOpen(BiConsumer<String, LoadedModel> visitor) {
        routes.forEach((language, reference) -> {
            Shared<LoadedModel> pipeline;
            try {
                pipeline = acquire(reference);
            } catch (ProblemException e) {
                return;
            }
            try {
                visitor.accept(language, pipeline.get());
            } finally {
                pipeline.release();
            }
        });
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

    @Override
    public void close() {}
}
