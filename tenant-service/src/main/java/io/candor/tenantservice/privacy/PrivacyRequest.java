package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request about data.
 *
 * @param subjectDigest a keyed digest of the person's reference, as it stands in the ledger's record of the erasure
 * @param dueAt when it begins
 * @param expiresAt until when an export can be downloaded
 * @param steps how far each service is
 */
@Introspected
record PrivacyRequest(
        UUID id,
        RequestKind kind,
        State state,
        @Nullable String subjectDigest,
        String requestedBy,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable Instant expiresAt,
        List<Progress> steps) {

    /** How far a request is. */
    enum State {
        @JsonProperty("scheduled")
        SCHEDULED,
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("cancelled")
        CANCELLED;

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    /** How far one service is. */
    @Introspected
    record Progress(String service, boolean done, int pages, int attempts) {}

    PrivacyRequest with(List<Progress> known) {
        return new PrivacyRequest(
                id, kind, state, subjectDigest, requestedBy, createdAt, dueAt, completedAt, expiresAt, known);
    }
}
