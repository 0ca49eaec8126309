package io.candor.tenantservice.identityprovider;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A customer's identity provider, without its secret.
 *
 * @param alias what the web app names to Keycloak ({@code kc_idp_hint}) so that a person comes straight to it
 * @param protocol {@code oidc} or {@code saml}
 * @param issuer the OpenID issuer or the SAML entity id
 * @param domains the e-mail domains of the people it vouches for
 * @param callbackUrl where the provider must let people return to
 */
@Introspected
record ConnectedProvider(
        UUID id,
        String alias,
        String name,
        String protocol,
        String issuer,
        List<String> domains,
        String callbackUrl,
        Instant createdAt) {
    ConnectedProvider {
        domains = List.copyOf(domains);
    }
}
