package io.candor.platform.tenancy;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who a piece of work is done for.
 *
 * @param tenantId the tenant, or null for a call at platform level
 * @param subject {@code key:<id>}, {@code user:<oidc sub>}, {@code service-account:<client id>}, {@code operator:<oidc sub>}
 *     or {@code service:<name>}
 * @param scopes what the caller may do
 * @param plan the tenant's plan, empty at platform level
 * @param requestId the id that follows the request through every service
 * @param terms how the edge lets the call through
 */
public record TenantContext(
        @Nullable UUID tenantId, String subject, Set<String> scopes, String plan, String requestId, CallTerms terms)
        implements PropagatedContextElement {

    public TenantContext {
        scopes = Set.copyOf(scopes);
    }

    /** A context of a call that the edge knows nothing of. */
    public TenantContext(@Nullable UUID tenantId, String subject, Set<String> scopes, String plan, String requestId) {
        this(tenantId, subject, scopes, plan, requestId, CallTerms.NONE);
    }

    /** A context for background work of {@code service} on behalf of {@code tenantId}. */
    public static TenantContext ofService(String service, @Nullable UUID tenantId, String requestId) {
        return new TenantContext(tenantId, "service:" + service, Set.of(), "", requestId);
    }

    /** The context of the running request or job, if there is one. */
    public static Optional<TenantContext> find() {
        return PropagatedContext.getOrEmpty().find(TenantContext.class);
    }

    /**
     * The context of the running request or job.
     *
     * @throws IllegalStateException outside one
     */
    public static TenantContext current() {
        return find().orElseThrow(() -> new IllegalStateException("No tenant context is bound"));
    }

    /**
     * The tenant of this context.
     *
     * @throws IllegalStateException at platform level
     */
    public UUID requireTenant() {
        if (tenantId == null) {
            throw new IllegalStateException("This call carries no tenant");
        }
        return tenantId;
    }

    /** Runs {@code work} with this context bound. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return PropagatedContext.getOrEmpty().plus(this).propagate(work);
    }

    /** Runs {@code work} with this context bound. */
    public void run(Runnable work) {
        PropagatedContext.getOrEmpty().plus(this).wrap(work).run();
    }
}
