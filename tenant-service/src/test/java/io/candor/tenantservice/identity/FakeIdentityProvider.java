package io.candor.tenantservice.identity;

import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An identity provider in memory, for tests that set the property {@code test.identity-provider}. */
@Singleton
@Replaces(value = IdentityProvider.class, factory = IdentityProviderFactory.class)
@Requires(property = "test.identity-provider")
public class FakeIdentityProvider implements IdentityProvider {
    private final Map<UUID, String> organizations = new ConcurrentHashMap<>();
    private final Map<UUID, Set<String>> members = new ConcurrentHashMap<>();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Set<String> twoFactor = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    public void goDown() {
        down = true;
    }

    public void comeUp() {
        down = false;
    }

    public Map<UUID, String> organizations() {
        return organizations;
    }

    public Set<String> members(UUID tenant) {
        return members.getOrDefault(tenant, Set.of());
    }

    public Map<String, String> clients() {
        return clients;
    }

    public Map<String, Connection> connections() {
        return connections;
    }

    public Set<String> twoFactor() {
        return twoFactor;
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public void keepOrganization(UUID tenant, String name, String slug, boolean enabled) {
        requireUp();
        organizations.put(tenant, slug + (enabled ? "" : " disabled"));
    }

    @Override
    public void dropOrganization(UUID tenant) {
        requireUp();
        organizations.remove(tenant);
        members.remove(tenant);
    }

    @Override
    public void keepMember(UUID tenant, String subject) {
        requireUp();
        members.computeIfAbsent(tenant, key -> ConcurrentHashMap.newKeySet()).add(subject);
    }

    @Override
    public void dropMember(UUID tenant, String subject) {
        requireUp();
        members.getOrDefault(tenant, ConcurrentHashMap.newKeySet()).remove(subject);
    }

    @Override
    public void requireTwoFactor(String subject) {
        requireUp();
        twoFactor.add(subject);
    }

    @Override
    public void mailPasswordReset(String subject) {
        requireUp();
    }

    @Override
    public String createClient(UUID tenant, String clientId, String name) {
        requireUp();
        clients.put(clientId, "secret-1-of-" + clientId);
        return clients.get(clientId);
    }

    @Override
    public String rotateSecret(String clientId) {
        requireUp();
        clients.put(clientId, "secret-2-of-" + clientId);
        return clients.get(clientId);
    }

    @Override
    public void dropClient(String clientId) {
        requireUp();
        clients.remove(clientId);
    }

    @Override
    public void connect(UUID tenant, Connection connection) {
        requireUp();
        connections.put(connection.alias(), connection);
    }

    @Override
    public void disconnect(UUID tenant, String alias) {
        requireUp();
        connections.remove(alias);
    }

    private void requireUp() {
        if (down) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "identity-provider-unavailable", "Down");
        }
    }
}
