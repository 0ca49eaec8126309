package io.candor.assistantapp.textanalysis;

import io.candor.platform.decision.DecisionRecord;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a text was found to say. */
@Introspected
record Analysis(
        UUID id,
        UUID decisionId,
        String text,
        @Nullable String subjectRef,
        DetectedLanguage language,
        IntentSet intentSet,
        List<LabelScore> intents,
        OutOfScope outOfScope,
        Sentiment sentiment,
        List<LabelScore> emotions,
        DecisionRecord.Model model,
        Instant createdAt) {

    /** A language and how sure the detection is, 0 to 1. */
    @Introspected
    record DetectedLanguage(String code, double confidence) {}

    /** A label and its probability, 0 to 1. */
    @Introspected
    record LabelScore(String label, double score) {}

    /** Whether the text is about none of the intents, and the score, 0 to 1, that says so. */
    @Introspected
    record OutOfScope(boolean flag, double score) {}

    /** The strongest sentiment and the share of each. */
    @Introspected
    record Sentiment(String label, Map<String, Double> scores) {}
}
