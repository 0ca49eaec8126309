package io.candor.tenantservice.security;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tenancy.WorkerTransactions;
import io.candor.tenantservice.identity.IdentityProvider;
import io.candor.tenantservice.security.Security.State;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;

/** Demands a second factor of a tenant's people, or no longer does. */
@Singleton
public class SecurityService {
    private final SecurityRepository settings;
    private final IdentityProvider provider;
    private final TransactionOperations<Connection> transactions;
    private final WorkerTransactions workers;
    private final Clock clock;

    SecurityService(
            SecurityRepository settings,
            IdentityProvider provider,
            TransactionOperations<Connection> transactions,
            WorkerTransactions workers,
            Clock clock) {
        this.settings = settings;
        this.provider = provider;
        this.transactions = transactions;
        this.workers = workers;
        this.clock = clock;
    }

    /** Whether the bound tenant's people need a second factor. */
    public boolean isTwoFactorRequired() {
        return transactions.executeRead(status -> settings.isTwoFactorRequired());
    }

    @Transactional(readOnly = true)
    Security get() {
        var pending = settings.pendingChanges();
        return new Security(
                settings.isTwoFactorRequired(),
                provider.isPresent() ? pending == 0 ? State.SYNCED : State.PENDING : State.OFF,
                pending);
    }

    /** From their next sign-in on, people who have no second factor set one up. */
    @Transactional
    Security requireTwoFactor(boolean required) {
        settings.requireTwoFactor(required, TenantContext.current().subject(), clock.instant());
        return get();
    }

    /** Looks again at tenants that demand a second factor: a person can take one's own away. */
    @Scheduled(fixedDelay = "1h", initialDelay = "1h")
    void lookAgain() {
        if (provider.isPresent()) {
            workers.call(settings::tellAgain);
        }
    }
}
