package io.candor.tenantservice.billing;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.billing.InvoiceController.GetInvoiceResponse;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/platform")
@ExecuteOn(TaskExecutors.BLOCKING)
class BillingOperatorController {
    private final InvoiceService invoices;
    private final MonthClosing closing;
    private final BillingJob job;

    BillingOperatorController(InvoiceService invoices, MonthClosing closing, BillingJob job) {
        this.invoices = invoices;
        this.closing = closing;
        this.job = job;
    }

    @Post("/tenants/{tenantId}/invoices/{id}/payment")
    @RequiredScope("platform:admin")
    GetInvoiceResponse pay(UUID tenantId, UUID id, @Body @Valid PayInvoiceRequest request) {
        return GetInvoiceResponse.of(invoices.pay(tenantId, id, request.reference()));
    }

    @Post("/month-closings")
    @RequiredScope("platform:admin")
    CloseMonthResponse close(@Body @Valid CloseMonthRequest request) {
        var month = YearMonth.parse(request.month());
        if (month.isAfter(closing.latest())) {
            throw ProblemException.invalid("month", "must be over for a while: " + closing.latest() + " or earlier");
        }
        return new CloseMonthResponse(request.month(), job.closeUntil(month));
    }

    /** The operator's word that the money came. */
    @Introspected
    record PayInvoiceRequest(@Nullable @Size(max = 120) String reference) {}

    /** A month to close for every tenant. */
    @Introspected
    record CloseMonthRequest(
            @NotNull @Pattern(regexp = "[0-9]{4}-(0[1-9]|1[0-2])", message = "must be a month such as 2026-11")
            String month) {}

    /** How many invoices were issued now. */
    @Introspected
    record CloseMonthResponse(String month, int invoices) {}
}
