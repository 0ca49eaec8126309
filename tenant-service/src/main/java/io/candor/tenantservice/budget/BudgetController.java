package io.candor.tenantservice.budget;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class BudgetController {
    private final BudgetService budgets;
    private final Plans plans;

    BudgetController(BudgetService budgets, Plans plans) {
        this.budgets = budgets;
        this.plans = plans;
    }

    @Get("/budgets")
    @RequiredScope("billing:read")
    Page<BudgetResponse> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        var page = budgets.list(PageRequest.of(limit, cursor));
        return page.map(this::response);
    }

    @Post("/budgets")
    @RequiredScope("billing:manage")
    HttpResponse<BudgetResponse> create(@Body @Valid CreateBudgetRequest request) {
        var budget = budgets.create(
                request.apiKeyId(), Amount.toNanos("limit", request.limit()), !Boolean.FALSE.equals(request.hard()));
        return HttpResponse.created(response(budget), URI.create("/v1/budgets/" + budget.id()));
    }

    @Get("/budgets/{id}")
    @RequiredScope("billing:read")
    BudgetResponse get(UUID id) {
        return response(budgets.get(id));
    }

    @Patch("/budgets/{id}")
    @RequiredScope("billing:manage")
    BudgetResponse change(UUID id, @Body @Valid ChangeBudgetRequest request) {
        var limit = request.limit() == null ? null : (Long) Amount.toNanos("limit", request.limit());
        return response(budgets.change(id, limit, request.hard()));
    }

    @Delete("/budgets/{id}")
    @RequiredScope("billing:manage")
    @Status(HttpStatus.NO_CONTENT)
    void delete(UUID id) {
        budgets.delete(id);
    }

    @Get("/budget-alerts")
    @RequiredScope("billing:read")
    Page<BudgetAlertResponse> alerts(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        var page = budgets.alerts(PageRequest.of(limit, cursor));
        return page.map(alert -> new BudgetAlertResponse(
                alert.id(),
                alert.budgetId(),
                alert.apiKeyId(),
                alert.period(),
                alert.percent(),
                Amount.ofNanos(alert.limitNanos()),
                Amount.ofNanos(alert.spentNanos()),
                plans.currency(),
                alert.raisedAt()));
    }

    private BudgetResponse response(Budget budget) {
        return new BudgetResponse(
                budget.id(),
                budget.apiKeyId(),
                Amount.ofNanos(budget.limitNanos()),
                budget.hard(),
                Amount.ofNanos(budget.spentNanos()),
                plans.currency(),
                budget.createdAt());
    }

    @Introspected
    record CreateBudgetRequest(
            @Nullable UUID apiKeyId,
            @NotBlank String limit,
            @Nullable Boolean hard) {}

    @Introspected
    record ChangeBudgetRequest(
            @Nullable String limit, @Nullable Boolean hard) {}

    @Introspected
    record BudgetResponse(
            UUID id,
            @Nullable UUID apiKeyId,
            String limit,
            boolean hard,
            String spent,
            String currency,
            Instant createdAt) {}

    @Introspected
    record BudgetAlertResponse(
            UUID id,
            UUID budgetId,
            @Nullable UUID apiKeyId,
            LocalDate period,
            int percent,
            String limit,
            String spent,
            String currency,
            Instant raisedAt) {}
}
