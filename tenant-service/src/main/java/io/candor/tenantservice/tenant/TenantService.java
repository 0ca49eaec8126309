package io.candor.tenantservice.tenant;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.plan.PlanChanged;
import io.candor.tenantservice.plan.Plans;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates and shows tenants. */
@Singleton
public class TenantService {
    private static final String PLATFORM_ADMIN = "platform:admin";

    private final TenantRepository tenants;
    private final Plans plans;
    private final ApplicationEventPublisher<PlanChanged> planChanges;
    private final TransactionOperations<Connection> transactions;
    private final IdGenerator ids;
    private final Clock clock;

    TenantService(
            TenantRepository tenants,
            Plans plans,
            ApplicationEventPublisher<PlanChanged> planChanges,
            TransactionOperations<Connection> transactions,
            IdGenerator ids,
            Clock clock) {
        this.tenants = tenants;
        this.plans = plans;
        this.planChanges = planChanges;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The bound tenant.
     *
     * @throws ProblemException 404 when there is none
     */
    public Tenant current() {
        return transactions.executeRead(status -> tenants.find().orElseThrow(TenantService::notFound));
    }

    /** The tenant {@code id}, to its own people and to the operator of the platform. */
    Tenant get(UUID id) {
        var caller = TenantContext.current();
        if (!id.equals(caller.tenantId()) && !caller.scopes().contains(PLATFORM_ADMIN)) {
            throw notFound();
        }
        return boundTo(id).call(this::current);
    }

    /**
     * Creates a tenant, in a transaction that is bound to it.
     *
     * @throws ProblemException 409 when the slug or the id is taken
     */
    public Tenant create(String name, String slug, String plan, @Nullable UUID chosenId) {
        var id = chosenId == null ? ids.next() : chosenId;
        var booked = plans.require(plan).name();
        var tenant = new Tenant(
                id, name, slug, booked, TenantStatus.ACTIVE, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return boundTo(id).call(() -> transactions.executeWrite(status -> insert(tenant)));
    }

    /**
     * Changes how the tenant {@code id} stands, in the running transaction if that is bound to it, else in one of its own;
     * gateways hear of it with the commit.
     *
     * @throws ProblemException 404 when there is no such tenant
     */
    public Tenant changeStatus(UUID id, TenantStatus status) {
        return boundTo(id)
                .call(() -> transactions.executeWrite(running -> {
                    if (!tenants.changeStatus(status)) {
                        throw notFound();
                    }
                    return current();
                }));
    }

    /**
     * Changes the plan of the bound tenant in the running transaction, and publishes that as {@link PlanChanged} in it;
     * gateways hear of it with the commit.
     *
     * @throws ProblemException 400 when the plan file has no such plan, 404 when there is no tenant
     */
    public Tenant changePlan(String plan) {
        return transactions.executeWrite(status -> {
            var before = current();
            tenants.changePlan(plans.require(plan).name());
            planChanges.publishEvent(new PlanChanged(before.id(), before.plan(), plan));
            return current();
        });
    }

    private Tenant insert(Tenant tenant) {
        if (tenants.insert(tenant)) {
            return tenant;
        }
        throw tenants.find().isPresent()
                ? taken("tenant-id-taken", "id", tenant.id())
                : taken("slug-taken", "slug", tenant.slug());
    }

    private static TenantContext boundTo(UUID id) {
        return TenantContext.find()
                .map(caller -> new TenantContext(
                        id, caller.subject(), caller.scopes(), caller.plan(), caller.requestId(), caller.terms()))
                .orElseGet(() -> TenantContext.ofService("tenant-service", id, ""));
    }

    private static ProblemException taken(String slug, String field, Object value) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                slug,
                "The " + field + " " + value + " belongs to another tenant",
                List.of(new FieldError(field, "belongs to another tenant")),
                null);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no tenant with this id");
    }
}
