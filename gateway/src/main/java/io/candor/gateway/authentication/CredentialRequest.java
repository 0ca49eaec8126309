package io.candor.gateway.authentication;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tenant-service is asked, and so the key of the cache: an API key's digest, a service account's client, or a
 * person's identity.
 *
 * @param operator true for a person who runs the platform
 * @param tenantId the tenant that the person chose, if any
 */
@Introspected
record CredentialRequest(
        @Nullable String apiKeySha256,
        @Nullable String clientId,
        @Nullable String oidcSubject,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable Boolean operator,
        @Nullable UUID tenantId) {

    static CredentialRequest ofApiKey(ApiKey key) {
        return new CredentialRequest(key.sha256(), null, null, null, null, null, null);
    }

    static CredentialRequest of(OidcIdentity identity, @Nullable UUID tenantId) {
        return identity.client() != null
                ? new CredentialRequest(null, identity.client(), null, null, null, null, null)
                : new CredentialRequest(
                        null,
                        null,
                        identity.subject(),
                        identity.email(),
                        identity.emailVerified(),
                        identity.operator() ? true : null,
                        tenantId);
    }

    boolean isApiKey() {
        return apiKeySha256 != null;
    }

    boolean isServiceAccount() {
        return clientId != null;
    }
}
