package io.candor.tenantservice.planchange;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.UUID;

/** Changes a tenant's plan, at once or when the month ends; gateways hear of it with the commit. */
@Singleton
class PlanChangeService {
    private final PlanChangeRepository changes;
    private final TenantService tenants;
    private final Plans plans;
    private final IdGenerator ids;
    private final Clock clock;

    PlanChangeService(PlanChangeRepository changes, TenantService tenants, Plans plans, IdGenerator ids, Clock clock) {
        this.changes = changes;
        this.tenants = tenants;
        this.plans = plans;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Asks for a change.
     *
     * @throws ProblemException 409 {@code plan-unchanged}, {@code plan-change-pending}, or {@code plan-does-not-fit} that
     *     names what is too much for the plan
     */
    @Transactional
    PlanChange request(String name, boolean atPeriodEnd) {
        var plan = plans.require(name);
        var from = tenants.current().plan();
        if (from.equals(plan.name())) {
            throw new ProblemException(HttpStatus.CONFLICT, "plan-unchanged", "The tenant has this plan");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        requireFit(plan, now);
        var change = new PlanChange(
                ids.next(),
                from,
                plan.name(),
                atPeriodEnd ? periodEnd(now) : now,
                atPeriodEnd ? PlanChange.State.PENDING : PlanChange.State.APPLIED,
                now);
        if (!changes.insert(change, TenantContext.current().subject())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "plan-change-pending", "Another change is waited for: cancel it first");
        }
        if (!atPeriodEnd) {
            tenants.changePlan(plan.name());
        }
        return change;
    }

    private void requireFit(Plan plan, Instant now) {
        var counts = changes.counts(now);
        var errors = new ArrayList<FieldError>();
        if (counts[0] > plan.members()) {
            errors.add(new FieldError("members", "there are " + counts[0] + ", the plan allows " + plan.members()));
        }
        if (counts[1] > plan.apiKeys()) {
            errors.add(new FieldError("api_keys", "there are " + counts[1] + ", the plan allows " + plan.apiKeys()));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "plan-does-not-fit",
                    "What the tenant has does not fit into the plan " + plan.name(),
                    errors,
                    null);
        }
    }

    @Transactional(readOnly = true)
    Page<PlanChange> list(PageRequest page) {
        var rows = changes.list(page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, change -> change.id().toString());
    }

    @Transactional(readOnly = true)
    PlanChange get(UUID id) {
        return changes.find(id)
                .orElseThrow(() -> ProblemException.notFound("not-found", "There is no plan change with this id"));
    }

    /**
     * Takes a change back that is waited for.
     *
     * @throws ProblemException 409 {@code plan-change-over}
     */
    @Transactional
    void cancel(UUID id) {
        get(id);
        if (!changes.end(id, PlanChange.State.CANCELLED)) {
            throw new ProblemException(HttpStatus.CONFLICT, "plan-change-over", "The change was applied or cancelled");
        }
    }

    /** Applies the change of the bound tenant that is due, if there is one. */
    @Transactional
    void applyDue() {
        changes.findDue(clock.instant()).ifPresent(change -> {
            changes.end(change.id(), PlanChange.State.APPLIED);
            if (plans.find(change.toPlan()).isPresent()) {
                tenants.changePlan(change.toPlan());
            }
        });
    }

    private static Instant periodEnd(Instant now) {
        return YearMonth.from(now.atZone(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
