package io.candor.gateway.entitlement;

import io.candor.gateway.authentication.Credential;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;

/** Holds a caller against what it calls: the standing of its tenant, its scopes, and what its plan grants. */
@Singleton
public class EntitlementService {
    /** What a tenant can still do that may call nothing else. */
    private static final List<String> ALWAYS_OPEN = List.of("billing:", "privacy:");

    /**
     * Lets {@code caller} call {@code target}.
     *
     * @throws ProblemException 403 {@code tenant-suspended}, {@code insufficient-scope} or {@code not-entitled}
     */
    public void require(Credential caller, OperationCatalogue.Target target) {
        var operation = target.operation();
        if (caller.suspended() && operation.scopes().stream().noneMatch(EntitlementService::isAlwaysOpen)) {
            throw suspended();
        }
        if (!operation.scopes().isEmpty() && operation.scopes().stream().noneMatch(caller.scopes()::contains)) {
            throw forbidden(
                    "insufficient-scope", "The scope " + String.join(" or ", operation.scopes()) + " is needed");
        }
        if (caller.tenantId() == null) {
            return;
        }
        var app = operation.app();
        if (app != null && !caller.terms().apps().contains(app)) {
            throw forbidden("not-entitled", "The plan " + caller.terms().plan() + " does not include the app " + app);
        }
        target.model()
                .filter(model -> app != null
                        && !caller.terms().models().contains("*")
                        && !caller.terms().models().contains(model))
                .ifPresent(model -> {
                    throw forbidden(
                            "not-entitled",
                            "The plan " + caller.terms().plan() + " does not include the model " + model);
                });
    }

    /**
     * Lets {@code caller} call what no OpenAPI file describes.
     *
     * @throws ProblemException 403 {@code tenant-suspended}
     */
    public void requireActive(Credential caller) {
        if (caller.suspended()) {
            throw suspended();
        }
    }

    private static boolean isAlwaysOpen(String scope) {
        return ALWAYS_OPEN.stream().anyMatch(scope::startsWith);
    }

    private static ProblemException suspended() {
        return forbidden("tenant-suspended", "The tenant is suspended: only bills and privacy requests can be seen to");
    }

    private static ProblemException forbidden(String slug, String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, slug, detail);
    }
}
