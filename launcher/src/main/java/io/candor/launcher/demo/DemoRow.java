package io.candor.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.launcher.demo.DemoTexts.DemoText;
import java.util.Locale;

/** One answered text, as a line of the table. */
record DemoRow(int number, DemoText text, JsonNode analysis, long milliseconds) {
    private static final String FORMAT = "%3s  %-4s %-38s %-6s %-10s %-16s %6s  %s";
    private static final int SHOWN = 48;

    static String heading() {
        return FORMAT.formatted("#", "lang", "intent", "score", "sentiment", "emotion", "ms", "text");
    }

    String line() {
        var outOfScope = analysis.path("out_of_scope");
        var intent = analysis.path("intents").path(0);
        var outside = outOfScope.path("flag").asBoolean();
        return FORMAT.formatted(
                number,
                language(),
                outside ? "(out of scope)" : intent.path("label").asText(),
                score(outside ? outOfScope : intent),
                analysis.path("sentiment").path("label").asText(),
                analysis.path("emotions").path(0).path("label").asText("-"),
                milliseconds,
                shortened(text.text()));
    }

    String language() {
        return analysis.path("language").path("code").asText();
    }

    String decisionId() {
        return analysis.path("decision_id").asText();
    }

    private static String score(JsonNode scored) {
        return String.format(Locale.ROOT, "%.3f", scored.path("score").asDouble());
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "\u2026";
    }
}
