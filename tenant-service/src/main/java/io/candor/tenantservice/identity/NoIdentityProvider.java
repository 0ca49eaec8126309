package io.candor.tenantservice.identity;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.UUID;

/** Stands where no identity provider is configured. */
final class NoIdentityProvider implements IdentityProvider {
    @Override
    public boolean isPresent() {
        return false;
    }

    @Override
    public void keepOrganization(UUID tenant, String name, String slug, boolean enabled) {
        throw off();
    }

    @Override
    public void dropOrganization(UUID tenant) {
        throw off();
    }

    @Override
    public void keepMember(UUID tenant, String subject) {
        throw off();
    }

    @Override
    public void dropMember(UUID tenant, String subject) {
        throw off();
    }

    @Override
    public void requireTwoFactor(String subject) {
        throw off();
    }

    @Override
    public void mailPasswordReset(String subject) {
        throw off();
    }

    @Override
    public String createClient(UUID tenant, String clientId, String name) {
        throw off();
    }

    @Override
    public String rotateSecret(String clientId) {
        throw off();
    }

    @Override
    public void dropClient(String clientId) {
        throw off();
    }

    @Override
    public void connect(UUID tenant, Connection connection) {
        throw off();
    }

    @Override
    public void disconnect(UUID tenant, String alias) {
        throw off();
    }

    private static ProblemException off() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "identity-provider-off",
                "No Keycloak is configured here, so this cannot be done");
    }
}
