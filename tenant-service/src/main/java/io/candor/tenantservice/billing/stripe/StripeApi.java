package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.service.V1Services;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Stripe on behalf of a caller who waits for the answer. */
@Singleton
@Requires(beans = StripeClient.class)
class StripeApi {
    private static final Logger LOG = LoggerFactory.getLogger(StripeApi.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final StripeClient client;

    StripeApi(StripeClient client) {
        this.client = client;
    }

    /** One or more calls that belong together. */
    @FunctionalInterface
    interface Call<T> {
        T on(V1Services stripe) throws StripeException;
    }

    /**
     * What Stripe answers.
     *
     * @throws ProblemException 503 {@code payment-provider-unavailable} when it does not, 502
     *     {@code payment-provider-refused} when it refuses
     */
    <T> T call(Call<T> call) {
        try {
            return call.on(client.v1());
        } catch (StripeException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(StripeException e) {
        LOG.warn("Stripe: {} {} {}", e.getStatusCode(), e.getCode(), e.getRequestId());
        return isUnavailable(e)
                ? new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "payment-provider-unavailable",
                        "The payment provider does not answer now",
                        List.of(),
                        RETRY_AFTER)
                : new ProblemException(
                        HttpStatus.BAD_GATEWAY, "payment-provider-refused", "The payment provider refused the request");
    }

    /** Whether the same request may succeed later. */
    static boolean isUnavailable(StripeException e) {
        var status = e.getStatusCode();
        return e instanceof ApiConnectionException
                || e instanceof RateLimitException
                || status == null
                || status == 409
                || status >= 500;
    }
}
