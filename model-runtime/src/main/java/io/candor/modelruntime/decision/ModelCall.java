package io.candor.modelruntime.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.decision.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that a model answered, as it is recorded and billed.
 *
 * @param decisionId names the record
 * @param capability what was asked for, such as {@code chat}
 * @param model what answered
 * @param input what is digested as the input
 * @param output what is digested as the output
 * @param summary token counts and how it ended; nothing personal
 * @param subjectRef pseudonym of the person concerned, if any
 * @param meters what counts as usage; a quantity of 0 does not
 * @param received when the call came
 */
public record ModelCall(
        UUID decisionId,
        String capability,
        DecisionRecord.Model model,
        byte[] input,
        byte[] output,
        JsonNode summary,
        @Nullable String subjectRef,
        List<Meter> meters,
        Instant received) {
    public ModelCall {
        meters = List.copyOf(meters);
    }

    /** How much was used of what, such as {@code runtime.chat.tokens-in}. */
    public record Meter(String name, long quantity) {}
}
