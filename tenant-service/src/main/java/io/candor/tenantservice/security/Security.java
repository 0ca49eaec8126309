package io.candor.tenantservice.security;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.core.annotation.Introspected;
import java.util.Locale;

/**
 * How the people of a tenant must sign in, and whether the identity provider knows.
 *
 * @param pendingChanges how many changes the identity provider has not heard of yet
 */
@Introspected
record Security(boolean twoFactorRequired, State identityProvider, long pendingChanges) {
    /** How far the identity provider is. */
    enum State {
        /** None is configured: nothing of this is in force. */
        OFF,
        /** It has not heard of the last changes yet. */
        PENDING,
        /** It is as it should be. */
        SYNCED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
