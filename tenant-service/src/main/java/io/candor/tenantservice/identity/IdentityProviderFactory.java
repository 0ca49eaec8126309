package io.candor.tenantservice.identity;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Manages the Keycloak that is configured; without one, says so to whoever needs it. */
@Factory
class IdentityProviderFactory {
    @Singleton
    IdentityProvider identityProvider(KeycloakConfig config) {
        return config.isPresent() ? new Keycloak(new KeycloakRealm(config)) : new NoIdentityProvider();
    }
}
