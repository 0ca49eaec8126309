package io.candor.tenantservice.identityprovider;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.identity.Connection;
import io.candor.tenantservice.identity.IdentityProvider;
import io.candor.tenantservice.identityprovider.IdentityProviderController.ConnectProviderRequest;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Connects customers' own identity providers with the tenant's organization in Keycloak, and takes them away. */
@Singleton
public class IdentityProviderService {
    private final IdentityProviderRepository providers;
    private final ProviderDescriptions descriptions;
    private final IdentityProvider keycloak;
    private final TransactionOperations<java.sql.Connection> transactions;
    private final IdGenerator ids;
    private final Clock clock;
    private final String issuer;

    IdentityProviderService(
            IdentityProviderRepository providers,
            ProviderDescriptions descriptions,
            IdentityProvider keycloak,
            TransactionOperations<java.sql.Connection> transactions,
            IdGenerator ids,
            Clock clock,
            @Value("${candor.keycloak.issuer}") String issuer) {
        this.providers = providers;
        this.descriptions = descriptions;
        this.keycloak = keycloak;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.issuer = issuer;
    }

    /**
     * Connects a provider; what it says of itself is fetched before anything is written.
     *
     * @throws ProblemException 409 {@code domain-taken} when a domain belongs to another provider
     */
    ConnectedProvider connect(ConnectProviderRequest request) {
        if (new HashSet<>(request.domains()).size() != request.domains().size()) {
            throw ProblemException.invalid("domains", "must name each domain once");
        }
        var description = describe(request);
        var id = ids.next();
        var alias = "idp-" + id;
        var connected = new ConnectedProvider(
                id,
                alias,
                request.name(),
                description.protocol(),
                description.issuer(),
                request.domains(),
                issuer + "/broker/" + alias + "/endpoint",
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return transactions.executeWrite(status -> {
            insert(connected);
            keycloak.connect(
                    TenantContext.current().requireTenant(),
                    new Connection(
                            alias, request.name(), description.protocol(), request.domains(), description.settings()));
            return connected;
        });
    }

    @Transactional(readOnly = true)
    Page<ConnectedProvider> list(PageRequest page) {
        var rows = providers.list(issuer, page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, provider -> provider.id().toString());
    }

    @Transactional(readOnly = true)
    ConnectedProvider get(UUID id) {
        return providers.find(issuer, id).orElseThrow(IdentityProviderService::notFound);
    }

    /** Takes a provider away; Keycloak hears of it with the next delivery. */
    @Transactional
    void disconnect(UUID id) {
        if (!providers.delete(id)) {
            throw notFound();
        }
    }

    /** Whether the bound tenant has the provider of this alias. */
    @Transactional(readOnly = true)
    public boolean isHere(String alias) {
        return providers.exists(alias);
    }

    /** What Keycloak has to know of a provider. */
    record Description(String protocol, String issuer, Map<String, String> settings) {
        Description {
            settings = Map.copyOf(settings);
        }
    }

    private Description describe(ConnectProviderRequest request) {
        var oidc = request.oidc();
        var saml = request.saml();
        if (oidc != null && saml == null) {
            return descriptions.ofOidc(oidc);
        }
        if (saml != null && oidc == null) {
            return descriptions.ofSaml(saml, issuer);
        }
        throw ProblemException.invalid("oidc", "or saml must be given, and only one of them");
    }

    private void insert(ConnectedProvider connected) {
        providers.insert(connected, TenantContext.current().subject());
        for (var i = 0; i < connected.domains().size(); i++) {
            if (!providers.insertDomain(connected.domains().get(i), connected.id())) {
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "domain-taken",
                        connected.domains().get(i) + " belongs to another identity provider",
                        List.of(new FieldError("domains[" + i + "]", "belongs to another identity provider")),
                        null);
            }
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no identity provider with this id");
    }
}
