package io.candor.tenantservice.serviceaccount;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.identity.IdentityProvider;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.serviceaccount.ServiceAccountController.CreatedServiceAccount;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes service accounts and ends them; their secrets are the identity provider's alone. */
@Singleton
public class ServiceAccountService {
    /** By this beginning the gateway tells a machine's token from a person's. */
    private static final String CLIENT_PREFIX = "candor-sa-";

    private final ServiceAccountRepository accounts;
    private final IdentityProvider provider;
    private final IdGenerator ids;
    private final Clock clock;

    ServiceAccountService(ServiceAccountRepository accounts, IdentityProvider provider, IdGenerator ids, Clock clock) {
        this.accounts = accounts;
        this.provider = provider;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a service account that may do no more than the caller; without the row its client is worth nothing. */
    @Transactional
    CreatedServiceAccount create(String name, List<Scope> scopes) {
        requireHeld(scopes);
        var id = ids.next();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var account = new ServiceAccount(id, CLIENT_PREFIX + id, name, scopes, now);
        var caller = TenantContext.current();
        if (!accounts.insert(account, caller.subject())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "service-account-name-taken",
                    "A service account has this name",
                    List.of(new FieldError("name", "belongs to a service account")),
                    null);
        }
        var secret = provider.createClient(caller.requireTenant(), account.clientId(), name);
        return CreatedServiceAccount.of(account, secret);
    }

    @Transactional(readOnly = true)
    Page<ServiceAccount> list(PageRequest page) {
        var rows = accounts.list(page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, account -> account.id().toString());
    }

    @Transactional(readOnly = true)
    ServiceAccount get(UUID id) {
        return accounts.find(id).orElseThrow(ServiceAccountService::notFound);
    }

    /** Replaces the secret: the old one ends at once, tokens that it got within five minutes. */
    @Transactional(readOnly = true)
    CreatedServiceAccount rotateSecret(UUID id) {
        var account = get(id);
        return CreatedServiceAccount.of(account, provider.rotateSecret(account.clientId()));
    }

    /** Ends a service account; its tokens are refused within a second, and its client goes with the next delivery. */
    @Transactional
    void delete(UUID id) {
        if (!accounts.delete(id)) {
            throw notFound();
        }
    }

    /** The service account of this client, of whichever tenant. */
    @Transactional(readOnly = true)
    public Optional<PresentedAccount> findPresented(String clientId) {
        return accounts.findPresented(clientId);
    }

    /** Whether the bound tenant has the service account of this client. */
    @Transactional(readOnly = true)
    public boolean isHere(String clientId) {
        return accounts.exists(clientId);
    }

    private static void requireHeld(List<Scope> scopes) {
        if (EnumSet.copyOf(scopes).size() != scopes.size()) {
            throw ProblemException.invalid("scopes", "must name each scope once");
        }
        var held = TenantContext.current().scopes();
        for (var i = 0; i < scopes.size(); i++) {
            if (!held.contains(scopes.get(i).value())) {
                throw new ProblemException(
                        HttpStatus.FORBIDDEN,
                        "scope-not-held",
                        "You cannot give the scope " + scopes.get(i) + ", which you do not hold",
                        List.of(new FieldError("scopes[" + i + "]", scopes.get(i) + " is not held by the caller")),
                        null);
            }
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no service account with this id");
    }
}
