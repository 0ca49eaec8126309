package io.candor.gateway.allowance;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

@Controller("/internal/v1/charges")
@ExecuteOn(TaskExecutors.BLOCKING)
class ChargeController {
    private final ChargeService charges;

    ChargeController(ChargeService charges) {
        this.charges = charges;
    }

    @Post
    @RequiredScope("internal:charges")
    TakeChargesResponse take(@Body @Valid TakeChargesRequest request) {
        var taken = charges.take(TenantContext.current().requireTenant(), request.charges());
        return new TakeChargesResponse(taken, request.charges().size() - taken);
    }

    @Introspected
    record TakeChargesRequest(
            @NotEmpty @Size(max = 10_000) @Valid List<@NotNull Charge> charges) {}

    @Introspected
    record TakeChargesResponse(int accepted, int duplicates) {}
}
