package io.candor.tenantservice.billing.stripe;

import io.candor.platform.security.PublicEndpoint;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Stripe tells; its signature is the credential. */
@Controller("/v1/stripe/webhooks")
@ExecuteOn(TaskExecutors.BLOCKING)
class WebhookController {
    private final Optional<WebhookService> webhooks;

    WebhookController(Optional<WebhookService> webhooks) {
        this.webhooks = webhooks;
    }

    @Post
    @PublicEndpoint
    ReceiveEventResponse receive(@Body String body, @Header("Stripe-Signature") @Nullable String signature) {
        var service = webhooks.orElseThrow(() -> new ProblemException(
                HttpStatus.CONFLICT, "billing-is-manual", "Billing is in manual mode: Stripe is not configured"));
        var outcome = service.receive(body, signature == null ? "" : signature);
        return new ReceiveEventResponse(outcome.name().toLowerCase(Locale.ROOT));
    }

    /** What became of the event. */
    @Introspected
    record ReceiveEventResponse(String outcome) {}
}
