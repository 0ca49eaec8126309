package io.candor.platform.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a decision, for good: it is never changed, a later review or explanation is a record of its own.
 *
 * @param id UUIDv7
 * @param app the app that decided, such as {@code assistant}
 * @param capability what it decided, such as {@code text-analysis}
 * @param model the model that decided, or null for what the platform itself did
 * @param inputDigest salted digest of the input
 * @param outputDigest salted digest of the output
 * @param summary class and score, or token counts; nothing personal
 * @param actor the subject of the caller
 * @param subjectRef pseudonym of the person concerned, if any
 * @param explanationDigest digest of the explanation, if this record is one
 * @param review the outcome of a human review, if this record is one
 * @param latencyMs milliseconds from the request to the decision
 */
@Introspected
public record DecisionRecord(
        @NotNull UUID id,
        @NotNull UUID tenantId,
        @NotBlank @Size(max = 80) String app,
        @NotBlank @Size(max = 80) String capability,
        @Nullable @Valid Model model,
        @NotNull @Pattern(regexp = DIGEST) String inputDigest,
        @NotNull @Pattern(regexp = DIGEST) String outputDigest,
        @NotNull JsonNode summary,
        @NotBlank @Size(max = 200) String actor,
        @Nullable @Size(max = 200) String subjectRef,
        @Nullable @Pattern(regexp = DIGEST) String explanationDigest,
        @Nullable JsonNode review,
        @NotNull Instant createdAt,
        @NotNull @PositiveOrZero Long latencyMs) {

    static final String DIGEST = "(sha256|hmac-sha256):[0-9a-f]{64}";

    /**
     * The model that decided.
     *
     * @param sha256 hex digest over all its files
     */
    @Introspected
    public record Model(
            @NotBlank @Size(max = 120) String name,
            @NotBlank @Size(max = 40) String version,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256) {}
}
