package io.candor.tenantservice.identitysync;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;

/**
 * Something of the token's tenant that changed; how it is now stands in the tables.
 *
 * @param ref the person's subject at the provider, the client's id, the provider's alias, or empty for the organization
 */
@Introspected
record IdentityChange(
        @NotNull UUID id,
        @NotNull Kind kind,
        @NotNull @Size(max = 255) String ref) {
    /** What changed. */
    enum Kind {
        ORGANIZATION,
        MEMBER,
        CLIENT,
        PROVIDER;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
