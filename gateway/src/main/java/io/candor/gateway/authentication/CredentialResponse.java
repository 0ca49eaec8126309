package io.candor.gateway.authentication;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micronaut.core.annotation.Introspected;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tenant-service answers; a field that it adds later does no harm. */
@Introspected
@JsonIgnoreProperties(ignoreUnknown = true)
record CredentialResponse(
        @Nullable UUID tenantId,
        String subject,
        Set<String> scopes,
        @Nullable String plan,
        @Nullable Integer weight,
        @Nullable Boolean test,
        RequestsPerMinute requestsPerMinute,
        @Nullable String verifiedEmail) {

    Credential toCredential() {
        return new Credential(
                tenantId,
                subject,
                scopes,
                plan == null ? "" : plan,
                weight == null ? 0 : weight,
                Boolean.TRUE.equals(test),
                requestsPerMinute.tenant,
                requestsPerMinute.key,
                verifiedEmail);
    }

    @Introspected
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestsPerMinute(int tenant, int key) {}
}
