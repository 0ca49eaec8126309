package io.candor.tenantservice.platformadmin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.platform.decision.PlatformRecords;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.member.Role;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Lets an operator act in a tenant for a reason and at most an hour, never as its owner; the tenant's ledger tells of each
 * start and each end.
 */
@Singleton
public class ImpersonationService {
    private static final String OPERATOR = "operator:";

    private final ImpersonationRepository impersonations;
    private final TenantService tenants;
    private final PlatformRecords records;
    private final TransactionOperations<Connection> transactions;
    private final IdGenerator ids;
    private final Clock clock;

    ImpersonationService(
            ImpersonationRepository impersonations,
            TenantService tenants,
            PlatformRecords records,
            TransactionOperations<Connection> transactions,
            IdGenerator ids,
            Clock clock) {
        this.impersonations = impersonations;
        this.tenants = tenants;
        this.records = records;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The role in which {@code operator} may act in {@code tenant} now. */
    public Optional<Role> activeRole(UUID tenant, String operator) {
        return boundTo(tenant, operator)
                .call(() -> transactions.executeRead(status -> impersonations.activeRole(operator, clock.instant())));
    }

    Impersonation start(UUID tenant, Role role, String reason, int minutes) {
        var operator = requireOperator();
        if (role == Role.OWNER) {
            throw ProblemException.invalid("role", "must not be owner");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var started = new Impersonation(
                ids.next(), tenant, operator, role, reason, now, now.plus(Duration.ofMinutes(minutes)), null);
        return boundTo(tenant, operator)
                .call(() -> transactions.executeWrite(status -> {
                    tenants.current();
                    impersonations.lasting(operator).forEach(earlier -> endInside(earlier, now));
                    impersonations.insert(started);
                    record("impersonation-start", started);
                    return started;
                }));
    }

    Page<Impersonation> list(PageRequest page) {
        var rows = impersonations.list(page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, impersonation -> impersonation.id().toString());
    }

    Impersonation get(UUID id) {
        return impersonations
                .find(id)
                .orElseThrow(() -> ProblemException.notFound("not-found", "There is no impersonation with this id"));
    }

    /** Ends an impersonation, of whichever operator; one that has ended stays as it is. */
    void end(UUID id) {
        end(get(id), clock.instant(), TenantContext.current().subject());
    }

    /** Ends those that have run out, so that each has an end in the ledger and the gateways hear of it. */
    @Scheduled(fixedDelay = "${candor.impersonations.every:5s}", initialDelay = "5s")
    void endExpired() {
        impersonations
                .expired(clock.instant())
                .forEach(impersonation -> end(impersonation, impersonation.expiresAt(), impersonation.operator()));
    }

    private void end(Impersonation impersonation, Instant when, String by) {
        boundTo(impersonation.tenantId(), by)
                .call(() -> transactions.executeWrite(status -> endInside(impersonation, when)));
    }

    private boolean endInside(Impersonation impersonation, Instant when) {
        var ended = impersonations.end(impersonation.id(), when);
        if (ended) {
            record("impersonation-end", impersonation);
        }
        return ended;
    }

    private void record(String capability, Impersonation impersonation) {
        var summary = JsonNodeFactory.instance
                .objectNode()
                .put("impersonation_id", impersonation.id().toString())
                .put("operator", impersonation.operator())
                .put("role", impersonation.role().value())
                .put("reason", impersonation.reason())
                .put("expires_at", impersonation.expiresAt().toString());
        records.record(capability, summary);
    }

    private static String requireOperator() {
        var subject = TenantContext.current().subject();
        if (!subject.startsWith(OPERATOR)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "operator-unknown", "Only an operator who signed in can act in a tenant");
        }
        return subject;
    }

    private static TenantContext boundTo(UUID tenant, String subject) {
        var request = TenantContext.find().map(TenantContext::requestId).orElse("");
        return new TenantContext(tenant, subject, Set.of(), "", request);
    }
}
