package io.candor.gateway.routing;

import io.candor.gateway.authentication.AuthenticationService;
import io.candor.gateway.authentication.Credential;
import io.candor.gateway.ratelimit.FailureLimitService;
import io.candor.gateway.ratelimit.RateLimitService;
import io.candor.gateway.ratelimit.RateLimitStatus;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.web.ProblemException;
import io.candor.platform.web.RequestId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lets a request in when its caller is known and within its limits. */
@Singleton
class Admission {
    private static final String LIMITS = "candor.rate-limit";

    private final AuthenticationService authentication;
    private final RateLimitService rates;
    private final FailureLimitService failures;

    Admission(AuthenticationService authentication, RateLimitService rates, FailureLimitService failures) {
        this.authentication = authentication;
        this.rates = rates;
        this.failures = failures;
    }

    /** The limits of the caller of {@code request}, once it is known. */
    static Optional<RateLimitStatus> limits(HttpRequest<?> request) {
        return request.getAttribute(LIMITS, RateLimitStatus.class);
    }

    /**
     * Who calls.
     *
     * @throws ProblemException 401 or 429
     */
    Credential admit(HttpRequest<?> request) {
        var credential = authenticate(request);
        var limits = rates.take(
                credential.limitedAs(),
                credential.subject(),
                credential.terms().tenantRequestsPerMinute(),
                credential.terms().keyRequestsPerMinute());
        request.setAttribute(LIMITS, limits);
        if (!limits.allowed()) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "rate-limited",
                    "More requests than your plan allows in a minute",
                    List.of(),
                    Duration.ofSeconds(limits.retryAfterSeconds()));
        }
        FaultPoint.reached("gateway.authenticated");
        return credential;
    }

    private Credential authenticate(HttpRequest<?> request) {
        var address = request.getRemoteAddress().getAddress();
        try {
            return authentication.authenticate(
                    request.getHeaders(), RequestId.find(request).orElseThrow(), () -> failures.requireRoom(address));
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.UNAUTHORIZED) {
                failures.countFailure(address);
            }
            throw e;
        }
    }
}
