package io.candor.tenantservice.credential;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.apikey.ApiKeyService;
import io.candor.tenantservice.apikey.PresentedKey;
import io.candor.tenantservice.budget.BudgetService;
import io.candor.tenantservice.member.MembershipService;
import io.candor.tenantservice.member.SignIn;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.plan.RequestsPerMinute;
import io.candor.tenantservice.platformadmin.ImpersonationService;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.serviceaccount.ServiceAccountService;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resolves what a caller presents at the edge; only then is a tenant known. */
@Singleton
class CredentialService {
    private static final RequestsPerMinute NEWCOMER = new RequestsPerMinute(10, 10);
    private static final RequestsPerMinute OPERATOR = new RequestsPerMinute(600, 600);

    private final ApiKeyService keys;
    private final MembershipService memberships;
    private final ServiceAccountService serviceAccounts;
    private final ImpersonationService impersonations;
    private final TenantService tenants;
    private final BudgetService budgets;
    private final Plans plans;
    private final Clock clock;

    CredentialService(
            ApiKeyService keys,
            MembershipService memberships,
            ServiceAccountService serviceAccounts,
            ImpersonationService impersonations,
            TenantService tenants,
            BudgetService budgets,
            Plans plans,
            Clock clock) {
        this.keys = keys;
        this.memberships = memberships;
        this.serviceAccounts = serviceAccounts;
        this.impersonations = impersonations;
        this.tenants = tenants;
        this.budgets = budgets;
        this.plans = plans;
        this.clock = clock;
    }

    /** Resolves an API key by its digest. */
    Credential ofKey(String sha256) {
        var key = keys.findPresented(HexFormat.of().parseHex(sha256))
                .orElseThrow(() -> ProblemException.notFound("api-key-unknown", "No API key has this digest"));
        if (key.revoked()) {
            throw new ProblemException(HttpStatus.GONE, "api-key-revoked", "The API key was revoked");
        }
        if (key.expiresAt() != null && !key.expiresAt().isAfter(clock.instant())) {
            throw new ProblemException(
                    HttpStatus.GONE, "api-key-expired", "The API key, or this secret of it, has expired");
        }
        bound(key.tenantId()).run(() -> keys.noteUse(key.id()));
        return credential(key.tenantId(), "key:" + key.id(), key.scopes(), key);
    }

    /** Resolves a service account by the client to which its token was given. */
    Credential ofServiceAccount(String clientId) {
        var account = serviceAccounts
                .findPresented(clientId)
                .orElseThrow(() ->
                        ProblemException.notFound("service-account-unknown", "No service account has this client"));
        return credential(account.tenantId(), "service-account:" + clientId, account.scopes(), null);
    }

    /**
     * Resolves a person by what the identity provider vouches for. Who belongs to no tenant, chose none and has a verified
     * address may found one.
     */
    Credential ofPerson(SignIn person) {
        var membership = memberships.signIn(person);
        if (membership.isPresent()) {
            return credential(
                    membership.get().tenantId(),
                    "user:" + person.subject(),
                    membership.get().role().scopes(),
                    null);
        }
        if (person.tenantId() == null && person.verifiedEmail() != null) {
            return Credential.withoutTenant("user:" + person.subject(), "sign-up", NEWCOMER, person.verifiedEmail());
        }
        throw ProblemException.notFound("member-unknown", "The person is no member");
    }

    /**
     * Resolves an operator of the platform, who acts for no tenant or, while an impersonation lasts, in the chosen one. In
     * a tenant of one's own an operator is a person like any other.
     */
    Credential ofOperator(SignIn person) {
        var subject = "operator:" + person.subject();
        if (person.tenantId() == null) {
            return Credential.withoutTenant(subject, "platform:admin", OPERATOR, null);
        }
        var role = impersonations.activeRole(person.tenantId(), subject);
        return role.isPresent()
                ? credential(person.tenantId(), subject, role.get().scopes(), null)
                : ofPerson(person);
    }

    private static TenantContext bound(UUID tenantId) {
        return TenantContext.ofService(
                "tenant-service", tenantId, TenantContext.current().requestId());
    }

    private static RequestsPerMinute rates(Plan plan, @Nullable PresentedKey key) {
        var rates = plan.requestsPerMinute();
        return key == null || key.requestsPerMinute() == null
                ? rates
                : new RequestsPerMinute(rates.tenant(), Math.min(rates.key(), key.requestsPerMinute()));
    }

    private Credential credential(UUID tenantId, String subject, List<Scope> scopes, @Nullable PresentedKey key) {
        var texts = scopes.stream().map(Scope::value).toList();
        var tenant = bound(tenantId).call(tenants::current);
        var limits = bound(tenantId).call(() -> budgets.limits(key == null ? null : key.id()));
        var plan = plans.get(tenant.plan());
        return new Credential(
                tenant.id(),
                tenant.name(),
                subject,
                texts,
                tenant.status(),
                key != null && key.test(),
                plan.name(),
                plan.apps(),
                plan.models(),
                rates(plan, key),
                plan.schedulerWeight(),
                plan.meters(),
                limits.tenantNanos(),
                limits.keyNanos(),
                key == null ? null : key.expiresAt(),
                null);
    }
}
