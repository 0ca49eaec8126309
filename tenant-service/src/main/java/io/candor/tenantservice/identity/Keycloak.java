package io.candor.tenantservice.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Candor's realm in Keycloak. An organization is known by the attribute that holds its tenant's id. */
final class Keycloak implements IdentityProvider {
    private static final String TENANT = "candor-tenant";
    private static final String OTP = "CONFIGURE_TOTP";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KeycloakRealm realm;

    Keycloak(KeycloakRealm realm) {
        this.realm = realm;
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public void keepOrganization(UUID tenant, String name, String slug, boolean enabled) {
        realm.ask(asked -> {
            var found = organization(asked, tenant);
            var wanted = found.map(OrganizationResource::toRepresentation).orElseGet(OrganizationRepresentation::new);
            wanted.setName(name + " (" + slug + ")");
            wanted.setAlias(slug);
            wanted.setEnabled(enabled);
            wanted.singleAttribute(TENANT, tenant.toString());
            return KeycloakRealm.settle(
                    found.isPresent()
                            ? found.get().update(wanted)
                            : asked.organizations().create(wanted));
        });
    }

    @Override
    public void dropOrganization(UUID tenant) {
        realm.tell(asked -> organization(asked, tenant).ifPresent(found -> {
            found.identityProviders()
                    .getIdentityProviders()
                    .forEach(provider ->
                            asked.identityProviders().get(provider.getAlias()).remove());
            KeycloakRealm.settle(found.delete());
        }));
    }

    @Override
    public void keepMember(UUID tenant, String subject) {
        realm.tell(asked -> organization(asked, tenant)
                .ifPresent(found ->
                        KeycloakRealm.settle(found.members().addMember(subject), BAD_REQUEST, NOT_FOUND, CONFLICT)));
    }

    @Override
    public void dropMember(UUID tenant, String subject) {
        realm.tell(asked -> organization(asked, tenant)
                .ifPresent(found ->
                        KeycloakRealm.settle(found.members().member(subject).delete(), BAD_REQUEST, NOT_FOUND)));
    }

    @Override
    public void requireTwoFactor(String subject) {
        realm.tell(asked -> {
            var user = asked.users().get(subject);
            var person = user.toRepresentation();
            var ready = user.credentials().stream()
                    .anyMatch(credential -> credential.getType().equals("otp"));
            if (!ready && !person.getRequiredActions().contains(OTP)) {
                person.getRequiredActions().add(OTP);
                user.update(person);
            }
        });
    }

    @Override
    public void mailPasswordReset(String subject) {
        realm.tell(asked -> asked.users().get(subject).executeActionsEmail(List.of("UPDATE_PASSWORD")));
    }

    @Override
    public String createClient(UUID tenant, String clientId, String name) {
        return realm.ask(asked -> {
            KeycloakRealm.settle(asked.clients().create(serviceAccount(tenant, clientId, name)), CONFLICT);
            return client(asked, clientId).orElseThrow().getSecret().getValue();
        });
    }

    @Override
    public String rotateSecret(String clientId) {
        return realm.ask(asked ->
                client(asked, clientId).orElseThrow().generateNewSecret().getValue());
    }

    @Override
    public void dropClient(String clientId) {
        realm.tell(asked -> client(asked, clientId).ifPresent(ClientResource::remove));
    }

    @Override
    public void connect(UUID tenant, Connection connection) {
        realm.ask(asked -> {
            var organization = organization(asked, tenant).orElseThrow(jakarta.ws.rs.NotFoundException::new);
            var described = organization.toRepresentation();
            for (var domain : connection.domains()) {
                described.addDomain(new OrganizationDomainRepresentation(domain));
            }
            KeycloakRealm.settle(organization.update(described));
            KeycloakRealm.settle(asked.identityProviders().create(provider(connection)), CONFLICT);
            return KeycloakRealm.settle(
                    organization.identityProviders().addIdentityProvider(connection.alias()), CONFLICT);
        });
    }

    @Override
    public void disconnect(UUID tenant, String alias) {
        realm.tell(asked -> asked.identityProviders().get(alias).remove());
    }

    private static Optional<OrganizationResource> organization(RealmResource realm, UUID tenant) {
        return realm.organizations().searchByAttribute(TENANT + ":" + tenant).stream()
                .findFirst()
                .map(found -> realm.organizations().get(found.getId()));
    }

    private static Optional<ClientResource> client(RealmResource realm, String clientId) {
        return realm.clients().findByClientId(clientId).stream()
                .findFirst()
                .map(found -> realm.clients().get(found.getId()));
    }

    private static ClientRepresentation serviceAccount(UUID tenant, String clientId, String name) {
        var audience = new ProtocolMapperRepresentation();
        audience.setName("audience-candor");
        audience.setProtocol("openid-connect");
        audience.setProtocolMapper("oidc-audience-mapper");
        audience.setConfig(Map.of("included.custom.audience", "candor", "access.token.claim", "true"));
        var client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setName(name);
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setFullScopeAllowed(false);
        client.setAttributes(Map.of(TENANT, tenant.toString()));
        client.setProtocolMappers(List.of(audience));
        return client;
    }

    /**
     * What a customer's provider says of an address is not believed: Keycloak mails the person, once, before it counts
     * as verified. Otherwise one customer's provider could speak for another customer's people.
     */
    private static IdentityProviderRepresentation provider(Connection connection) {
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(connection.alias());
        provider.setDisplayName(connection.title());
        provider.setProviderId(connection.protocol());
        provider.setEnabled(true);
        provider.setTrustEmail(false);
        provider.setStoreToken(false);
        provider.setHideOnLogin(true);
        provider.setConfig(connection.settings());
        return provider;
    }
}
