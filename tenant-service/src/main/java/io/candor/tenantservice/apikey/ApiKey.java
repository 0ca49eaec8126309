package io.candor.tenantservice.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its tenant sees it: without the secret.
 *
 * @param expiresAt when it ends by itself; null for never
 * @param requestsPerMinute how often it may be used, if that is less than the plan allows
 * @param previousSecretUntil until when the secret before the last rotation works
 * @param lastUsedAt when it was used last, give or take two minutes
 */
@Introspected
record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<Scope> scopes,
        Environment environment,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute,
        @Nullable Instant previousSecretUntil,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    ApiKey {
        scopes = List.copyOf(scopes);
    }

    /** Whether a key works. */
    enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return expiresAt != null && !expiresAt.isAfter(now) ? State.EXPIRED : State.ACTIVE;
    }

    /** Whether it works now. */
    @JsonProperty("state")
    State state() {
        return state(Instant.now());
    }
}
