package io.candor.tenantservice.identity;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How Keycloak is managed.
 *
 * @param url its address, or empty when there is none
 * @param clientSecret the secret of the client {@code clientId}, whose service account may manage the realm's people,
 *     organizations, clients and identity providers
 */
@ConfigurationProperties("candor.keycloak")
record KeycloakConfig(
        @Bindable(defaultValue = "") String url,
        @Bindable(defaultValue = "candor") String realm,
        @Bindable(defaultValue = "candor-tenant-service") String clientId,
        @Bindable(defaultValue = "") String clientSecret) {

    boolean isPresent() {
        return !url.isBlank();
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "KeycloakConfig[" + url + "]";
    }
}
