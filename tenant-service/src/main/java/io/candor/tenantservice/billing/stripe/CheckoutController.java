package io.candor.tenantservice.billing.stripe;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;

@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class CheckoutController {
    private static final int LONGEST_URL = 2000;

    private final Optional<CheckoutService> checkout;
    private final Optional<StripeApi> api;
    private final Optional<StripeProvisioning> provisioning;

    CheckoutController(
            Optional<CheckoutService> checkout, Optional<StripeApi> api, Optional<StripeProvisioning> provisioning) {
        this.checkout = checkout;
        this.api = api;
        this.provisioning = provisioning;
    }

    @Post("/billing/checkout-sessions")
    @RequiredScope("billing:manage")
    HttpResponse<SessionResponse> checkout(@Body @Valid CreateCheckoutSessionRequest request) {
        var url = required(checkout).checkout(request.plan(), request.successUrl(), request.cancelUrl());
        return HttpResponse.created(new SessionResponse(url));
    }

    @Post("/billing/portal-sessions")
    @RequiredScope("billing:manage")
    HttpResponse<SessionResponse> portal(@Body @Valid CreatePortalSessionRequest request) {
        return HttpResponse.created(new SessionResponse(required(checkout).portal(request.returnUrl())));
    }

    @Post("/platform/stripe-provisionings")
    @RequiredScope("platform:admin")
    ProvisionResponse provision() {
        var plans = required(provisioning);
        var catalog = required(api).call(stripe -> plans.provision());
        var prices = catalog.prices().values().stream()
                .mapToInt(java.util.List::size)
                .sum();
        return new ProvisionResponse(catalog.meters().size(), prices, catalog.created());
    }

    private static <T> T required(Optional<T> part) {
        return part.orElseThrow(() -> new ProblemException(
                HttpStatus.CONFLICT, "billing-is-manual", "Billing is in manual mode: Stripe is not configured"));
    }

    /** What to subscribe to, and where to return. */
    @Introspected
    record CreateCheckoutSessionRequest(
            @NotBlank @Size(max = 60) String plan,
            @NotBlank @Size(max = LONGEST_URL) String successUrl,
            @NotBlank @Size(max = LONGEST_URL) String cancelUrl) {}

    /** Where to return. */
    @Introspected
    record CreatePortalSessionRequest(
            @NotBlank @Size(max = LONGEST_URL) String returnUrl) {}

    /** The page to go to. */
    @Introspected
    record SessionResponse(String url) {}

    /** What Stripe holds of the plan file, and how much of it is new. */
    @Introspected
    record ProvisionResponse(int meters, int prices, int created) {}
}
