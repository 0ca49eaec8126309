package io.candor.modelruntime.training;

import java.util.List;
import java.util.Set;

/**
 * GoEmotions' own grouping of its emotions into sentiments (Demszky et al. 2020, "GoEmotions: A Dataset of Fine-Grained
 * Emotions", figure 2).
 */
final class SentimentGrouping {
    static final List<String> SENTIMENTS = List.of("positive", "negative", "ambiguous", "neutral");

    private static final Set<String> POSITIVE = Set.of(
            "admiration",
            "amusement",
            "approval",
            "caring",
            "desire",
            "excitement",
            "gratitude",
            "joy",
            "love",
            "optimism",
            "pride",
            "relief");
    private static final Set<String> NEGATIVE = Set.of(
            "anger",
            "annoyance",
            "disappointment",
            "disapproval",
            "disgust",
            "embarrassment",
            "fear",
            "grief",
            "nervousness",
            "remorse",
            "sadness");
    private static final Set<String> AMBIGUOUS = Set.of("confusion", "curiosity", "realization", "surprise");

    private SentimentGrouping() {}

    static Corpus sentiments(Corpus emotions) {
        return new Corpus(
                SENTIMENTS,
                new Split(
                        grouped(emotions, emotions.texts().train()),
                        grouped(emotions, emotions.texts().validation()),
                        grouped(emotions, emotions.texts().test())),
                List.of());
    }

    private static List<LabelledText> grouped(Corpus emotions, List<LabelledText> texts) {
        return texts.stream()
                .map(text -> new LabelledText(
                        text.text(),
                        text.labels().stream()
                                .map(label -> sentiment(emotions.labels().get(label)))
                                .distinct()
                                .sorted()
                                .toList()))
                .toList();
    }

    static int sentiment(String emotion) {
        if (POSITIVE.contains(emotion)) {
            return 0;
        }
        if (NEGATIVE.contains(emotion)) {
            return 1;
        }
        if (AMBIGUOUS.contains(emotion)) {
            return 2;
        }
        if (emotion.equals("neutral")) {
            return 3;
        }
        throw new IllegalArgumentException("GoEmotions has no emotion " + emotion);
    }
}
