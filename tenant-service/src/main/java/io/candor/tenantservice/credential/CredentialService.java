package io.candor.tenantservice.credential;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.apikey.ApiKeyService;
import io.candor.tenantservice.member.MembershipService;
import io.candor.tenantservice.member.SignIn;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Resolves what a caller presents at the edge; only then is a tenant known. */
@Singleton
class CredentialService {
    private final ApiKeyService keys;
    private final MembershipService memberships;
    private final TenantService tenants;
    private final Plans plans;

    CredentialService(ApiKeyService keys, MembershipService memberships, TenantService tenants, Plans plans) {
        this.keys = keys;
        this.memberships = memberships;
        this.tenants = tenants;
        this.plans = plans;
    }

    /** Resolves an API key by its digest. */
    Credential ofKey(String sha256) {
        var key = keys.findPresented(HexFormat.of().parseHex(sha256))
                .orElseThrow(() -> ProblemException.notFound("api-key-unknown", "No API key has this digest"));
        if (key.revoked()) {
            throw new ProblemException(HttpStatus.GONE, "api-key-revoked", "The API key was revoked");
        }
        return credential(key.tenantId(), "key:" + key.id(), key.scopes(), key.test());
    }

    /** Resolves a person by what the identity provider vouches for. */
    Credential ofPerson(SignIn person) {
        var membership = memberships
                .signIn(person)
                .orElseThrow(() -> ProblemException.notFound("member-unknown", "The person is no member"));
        return credential(
                membership.tenantId(),
                "user:" + person.subject(),
                membership.role().scopes(),
                false);
    }

    private Credential credential(UUID tenantId, String subject, List<Scope> scopes, boolean test) {
        var requestId = TenantContext.current().requestId();
        var tenant =
                TenantContext.ofService("tenant-service", tenantId, requestId).call(tenants::current);
        var plan = plans.get(tenant.plan());
        return new Credential(
                tenant.id(),
                tenant.name(),
                subject,
                scopes,
                tenant.status(),
                test,
                plan.name(),
                plan.apps(),
                plan.models(),
                plan.requestsPerMinute(),
                plan.schedulerWeight(),
                plan.meters());
    }
}
