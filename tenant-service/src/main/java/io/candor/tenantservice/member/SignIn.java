package io.candor.tenantservice.member;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider vouches for.
 *
 * @param subject the person's id at the provider
 * @param verifiedEmail an address that the provider has verified, in lower case, if there is one
 * @param tenantId the tenant that the person chose, or null for the earliest membership
 */
public record SignIn(
        String subject,
        @Nullable String verifiedEmail,
        @Nullable UUID tenantId) {
    public SignIn {
        verifiedEmail = verifiedEmail == null ? null : verifiedEmail.toLowerCase(Locale.ROOT);
    }
}
