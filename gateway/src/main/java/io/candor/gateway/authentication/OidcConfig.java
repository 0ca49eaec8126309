package io.candor.gateway.authentication;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Whose tokens are believed.
 *
 * @param issuer the issuer's address, which stands in {@code iss}
 * @param audience what must stand in {@code aud}
 */
@ConfigurationProperties("candor.oidc")
record OidcConfig(
        String issuer, @Bindable(defaultValue = "candor") String audience) {}
