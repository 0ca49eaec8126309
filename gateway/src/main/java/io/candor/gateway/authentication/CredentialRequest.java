package io.candor.gateway.authentication;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tenant-service is asked, and so the key of the cache: an API key's digest, or a person's identity.
 *
 * @param tenantId the tenant that the person chose, if any
 */
@Introspected
record CredentialRequest(
        @Nullable String apiKeySha256,
        @Nullable String oidcSubject,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable UUID tenantId) {

    static CredentialRequest ofApiKey(ApiKey key) {
        return new CredentialRequest(key.sha256(), null, null, null, null);
    }

    static CredentialRequest ofPerson(OidcIdentity person, @Nullable UUID tenantId) {
        return new CredentialRequest(null, person.subject(), person.email(), person.emailVerified(), tenantId);
    }

    boolean isApiKey() {
        return apiKeySha256 != null;
    }
}
