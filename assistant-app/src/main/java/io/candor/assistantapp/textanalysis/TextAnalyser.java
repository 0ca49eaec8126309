package io.candor.assistantapp.textanalysis;

import io.candor.assistantapp.textanalysis.Analysis.DetectedLanguage;
import io.candor.assistantapp.textanalysis.Analysis.LabelScore;
import io.candor.assistantapp.textanalysis.Analysis.OutOfScope;
import io.candor.assistantapp.textanalysis.Analysis.Sentiment;
import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.InferResponse;
import io.candor.platform.inference.ModelClient;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks the runtime's {@code text-analysis} model and reads its tensors. */
@Singleton
class TextAnalyser {
    private static final String MODEL = "text-analysis";
    private static final String EMOTIONS = "goemotions";
    private static final String SENTIMENT = "sentiment";
    private static final String LANGUAGE = "language";
    private static final String LANGUAGE_CONFIDENCE = "language_confidence";
    private static final int LIKELIEST = 5;

    /** Six decimals: what single precision can tell, and the same text on every machine. */
    private static final double PRECISION = 1e6;

    private static final Comparator<LabelScore> HIGHEST_FIRST =
            Comparator.comparingDouble(LabelScore::score).reversed().thenComparing(LabelScore::label);

    private final ModelClient models;
    private final ModelLabels labels;

    TextAnalyser(ModelClient models, ModelLabels labels) {
        this.models = models;
        this.labels = labels;
    }

    Finding analyse(CreateAnalysisRequest request) {
        var set = request.intents();
        var response = models.infer(new InferRequest(
                MODEL,
                List.of(request.text()),
                request.language() == null
                        ? Map.of()
                        : Map.of(LANGUAGE, request.language().code()),
                List.of(LANGUAGE, LANGUAGE_CONFIDENCE, set.output(), set.outOfScopeOutput(), EMOTIONS, SENTIMENT)));
        return new Finding(
                language(response),
                scores(response, set.output()).limit(LIKELIEST).toList(),
                outOfScope(response, set),
                sentiment(response),
                emotions(response),
                new DecisionRecord.Model(response.modelName(), response.modelVersion(), response.modelSha256()));
    }

    private static DetectedLanguage language(InferResponse response) {
        return new DetectedLanguage(
                response.texts(LANGUAGE).values().getFirst(),
                rounded(response.floats(LANGUAGE_CONFIDENCE).values()[0]));
    }

    private OutOfScope outOfScope(InferResponse response, IntentSet set) {
        var score = rounded(response.floats(set.outOfScopeOutput()).values()[0]);
        return new OutOfScope(score >= labels.threshold(response, set.outOfScopeOutput()), score);
    }

    private Sentiment sentiment(InferResponse response) {
        var scores = scores(response, SENTIMENT).toList();
        var byLabel = new LinkedHashMap<String, Double>();
        scores.forEach(score -> byLabel.put(score.label(), score.score()));
        return new Sentiment(scores.getFirst().label(), byLabel);
    }

    private List<LabelScore> emotions(InferResponse response) {
        var names = labels.labels(response, EMOTIONS);
        var thresholds = labels.thresholds(response, EMOTIONS);
        var values = response.floats(EMOTIONS).values();
        return IntStream.range(0, names.size())
                .filter(index -> values[index] >= thresholds.get(index))
                .mapToObj(index -> new LabelScore(names.get(index), rounded(values[index])))
                .sorted(HIGHEST_FIRST)
                .toList();
    }

    private java.util.stream.Stream<LabelScore> scores(InferResponse response, String output) {
        var names = labels.labels(response, output);
        var values = response.floats(output).values();
        return IntStream.range(0, names.size())
                .mapToObj(index -> new LabelScore(names.get(index), rounded(values[index])))
                .sorted(HIGHEST_FIRST);
    }

    private static double rounded(float value) {
        return Math.round(value * PRECISION) / PRECISION;
    }
}
