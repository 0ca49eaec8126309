package io.candor.tenantservice.identitysync;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.identity.IdentityProvider;
import io.candor.tenantservice.identityprovider.IdentityProviderService;
import io.candor.tenantservice.member.MembershipService;
import io.candor.tenantservice.security.SecurityService;
import io.candor.tenantservice.serviceaccount.ServiceAccountService;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantService;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the identity provider as the tables are; of changes to the same thing the first is enough. */
@Singleton
class IdentitySync {
    private final IdentityProvider provider;
    private final TenantService tenants;
    private final MembershipService memberships;
    private final SecurityService security;
    private final ServiceAccountService serviceAccounts;
    private final IdentityProviderService providers;

    IdentitySync(
            IdentityProvider provider,
            TenantService tenants,
            MembershipService memberships,
            SecurityService security,
            ServiceAccountService serviceAccounts,
            IdentityProviderService providers) {
        this.provider = provider;
        this.tenants = tenants;
        this.memberships = memberships;
        this.security = security;
        this.serviceAccounts = serviceAccounts;
        this.providers = providers;
    }

    private record Subject(IdentityChange.Kind kind, String ref) {}

    void follow(List<IdentityChange> changes) {
        var tenant = TenantContext.current().requireTenant();
        var distinct = new LinkedHashSet<Subject>();
        changes.forEach(change -> distinct.add(new Subject(change.kind(), change.ref())));
        for (var subject : distinct) {
            switch (subject.kind) {
                case ORGANIZATION -> followOrganization(tenant);
                case MEMBER -> followMember(tenant, subject.ref);
                case CLIENT -> followClient(subject.ref);
                case PROVIDER -> followProvider(tenant, subject.ref);
            }
        }
    }

    private void followOrganization(UUID tenant) {
        var current = current();
        if (current.isEmpty()) {
            provider.dropOrganization(tenant);
            return;
        }
        provider.keepOrganization(
                tenant,
                current.get().name(),
                current.get().slug(),
                current.get().status().mayCall());
        if (security.isTwoFactorRequired()) {
            memberships.subjects().forEach(provider::requireTwoFactor);
        }
    }

    private void followMember(UUID tenant, String subject) {
        if (current().isEmpty()) {
            return;
        }
        if (!memberships.isHere(subject)) {
            provider.dropMember(tenant, subject);
            return;
        }
        provider.keepMember(tenant, subject);
        if (security.isTwoFactorRequired()) {
            provider.requireTwoFactor(subject);
        }
    }

    private void followClient(String clientId) {
        if (!serviceAccounts.isHere(clientId)) {
            provider.dropClient(clientId);
        }
    }

    private void followProvider(UUID tenant, String alias) {
        if (!providers.isHere(alias)) {
            provider.disconnect(tenant, alias);
        }
    }

    private Optional<Tenant> current() {
        try {
            // A row without a name is what invoices keep of a tenant that is no more.
            return Optional.of(tenants.current())
                    .filter(tenant -> !tenant.name().isEmpty());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
