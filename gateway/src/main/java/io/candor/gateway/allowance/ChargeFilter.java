package io.candor.gateway.allowance;

import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenVerifier;
import io.candor.platform.security.InvalidTokenException;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/** Charges and a tenant's end come from inside: to whoever brings no internal token for them, there is nothing here. */
@ServerFilter("/internal/**")
class ChargeFilter {
    private static final Map<String, String> SCOPES = Map.of(
            "/internal/v1/charges", "internal:charges", "/internal/v1/privacy/tenant-erasures", "internal:privacy");

    private final InternalTokenVerifier verifier;

    ChargeFilter(InternalTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @RequestFilter
    void authorize(HttpRequest<?> request, MutablePropagatedContext propagated) {
        var context = context(request);
        var scope = SCOPES.get(request.getPath());
        if (scope == null || !context.scopes().contains(scope) || context.tenantId() == null) {
            throw nothing();
        }
        propagated.add(context);
    }

    private TenantContext context(HttpRequest<?> request) {
        try {
            return verifier.verify(request.getHeaders().get(InternalToken.HEADER));
        } catch (InvalidTokenException e) {
            throw nothing();
        }
    }

    private static ProblemException nothing() {
        return ProblemException.notFound("not-found", "Nothing is here");
    }
}
