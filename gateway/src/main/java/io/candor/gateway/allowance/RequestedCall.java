package io.candor.gateway.allowance;

import io.candor.gateway.authentication.Credential;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A billable call that asks to be let through.
 *
 * @param id of the call
 * @param caller who calls, for a tenant
 * @param operation what is called
 * @param uses what it uses at most
 * @param idempotencyKey by which a retry is known, if it has one
 */
record RequestedCall(
        UUID id,
        Credential caller,
        String operation,
        List<Use> uses,
        @Nullable String idempotencyKey) {
    private static final String KEY = "key:";

    /** At most so many units of a meter. */
    record Use(String meter, long units) {}

    UUID tenant() {
        return Objects.requireNonNull(caller.tenantId());
    }

    /** Whether the caller is a key, whose use is counted by itself too. */
    boolean isOfKey() {
        return caller.subject().startsWith(KEY);
    }
}
