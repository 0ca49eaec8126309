package io.candor.tenantservice.budget;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets and shows budgets; gateways hear of each change with its commit. */
@Singleton
public class BudgetService {
    private final BudgetRepository budgets;
    private final BudgetAlertRepository alerts;
    private final BudgetAlerts raised;
    private final TenantService tenants;
    private final IdGenerator ids;
    private final Clock clock;

    BudgetService(
            BudgetRepository budgets,
            BudgetAlertRepository alerts,
            BudgetAlerts raised,
            TenantService tenants,
            IdGenerator ids,
            Clock clock) {
        this.budgets = budgets;
        this.alerts = alerts;
        this.raised = raised;
        this.tenants = tenants;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What calls may cost a month before they are refused, in billionths of the currency.
     *
     * @param tenantNanos of the whole tenant; null for any amount
     * @param keyNanos of the key; null for any amount
     */
    public record Limits(
            @Nullable Long tenantNanos, @Nullable Long keyNanos) {}

    /** The hard budgets of the bound tenant and of one key of it. */
    @Transactional(readOnly = true)
    public Limits limits(@Nullable UUID apiKeyId) {
        @Nullable Long tenant = null;
        @Nullable Long key = null;
        for (var budget : budgets.of(apiKeyId, month())) {
            if (budget.hard() && budget.apiKeyId() == null) {
                tenant = budget.limitNanos();
            } else if (budget.hard()) {
                key = budget.limitNanos();
            }
        }
        return new Limits(tenant, key);
    }

    @Transactional
    Budget create(@Nullable UUID apiKeyId, long limitNanos, boolean hard) {
        tenants.current();
        if (apiKeyId != null && !budgets.isKey(apiKeyId)) {
            throw ProblemException.invalid("api_key_id", "is no key of this tenant");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var budget = new Budget(ids.next(), apiKeyId, limitNanos, hard, 0, now);
        if (!budgets.insert(budget)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "budget-exists",
                    "There is a budget for this already: change that one",
                    List.of(new FieldError("api_key_id", "has a budget")),
                    null);
        }
        return checked(budget.id());
    }

    @Transactional
    Budget change(UUID id, @Nullable Long limitNanos, @Nullable Boolean hard) {
        var budget = get(id);
        budgets.change(id, limitNanos == null ? budget.limitNanos() : limitNanos, hard == null ? budget.hard() : hard);
        return checked(id);
    }

    /** A budget that was just set may be used up already. */
    private Budget checked(UUID id) {
        var budget = get(id);
        raised.raise(budget, month());
        return budget;
    }

    @Transactional
    void delete(UUID id) {
        if (!budgets.delete(id)) {
            throw notFound();
        }
    }

    @Transactional(readOnly = true)
    Budget get(UUID id) {
        return budgets.find(id, month()).orElseThrow(BudgetService::notFound);
    }

    @Transactional(readOnly = true)
    Page<Budget> list(PageRequest page) {
        var rows = budgets.list(month(), page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, budget -> budget.id().toString());
    }

    @Transactional(readOnly = true)
    Page<BudgetAlert> alerts(PageRequest page) {
        var rows = alerts.list(page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, alert -> alert.id().toString());
    }

    private LocalDate month() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no budget with this id");
    }
}
