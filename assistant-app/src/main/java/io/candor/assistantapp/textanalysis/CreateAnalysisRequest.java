package io.candor.assistantapp.textanalysis;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A text to analyse.
 *
 * @param text at most 32,768 bytes of UTF-8
 * @param language the text's language, when the caller knows it
 * @param intentSet which intents to tell apart; CLINC150 unless said otherwise
 * @param subjectRef pseudonym of the person concerned
 */
@Introspected
record CreateAnalysisRequest(
        @NotBlank String text,
        @Nullable Language language,
        @Nullable IntentSet intentSet,
        @Nullable @Size(min = 1, max = 200) String subjectRef) {

    IntentSet intents() {
        return intentSet == null ? IntentSet.CLINC150 : intentSet;
    }
}
