package io.candor.tenantservice.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.pricing.Money;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/invoices")
@ExecuteOn(TaskExecutors.BLOCKING)
class InvoiceController {
    private final InvoiceService invoices;
    private final InvoicePdf pdf;

    InvoiceController(InvoiceService invoices, InvoicePdf pdf) {
        this.invoices = invoices;
        this.pdf = pdf;
    }

    @Get
    @RequiredScope("billing:read")
    Page<Summary> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return invoices.list(PageRequest.of(limit, cursor)).map(Summary::of);
    }

    @Get("/{id}")
    @RequiredScope("billing:read")
    GetInvoiceResponse get(UUID id) {
        return GetInvoiceResponse.of(invoices.get(id));
    }

    @Get("/{id}/csv")
    @Produces("text/csv")
    @RequiredScope("billing:read")
    HttpResponse<byte[]> csv(UUID id) {
        var invoice = invoices.get(id);
        return HttpResponse.ok(InvoiceCsv.write(invoice)).header("Content-Disposition", fileName(invoice, "csv"));
    }

    @Get("/{id}/pdf")
    @Produces("application/pdf")
    @RequiredScope("billing:read")
    HttpResponse<byte[]> pdf(UUID id) {
        var invoice = invoices.get(id);
        var elsewhere = invoice.documentUrl();
        return elsewhere == null
                ? HttpResponse.ok(pdf.write(invoice)).header("Content-Disposition", fileName(invoice, "pdf"))
                : HttpResponse.seeOther(URI.create(elsewhere));
    }

    private static String fileName(BilledInvoice invoice, String ending) {
        var name = invoice.number() == null ? invoice.id().toString() : invoice.number();
        return "attachment; filename=\"invoice-" + name.replaceAll("[^A-Za-z0-9-]", "") + "." + ending + "\"";
    }

    /** An invoice in a list. */
    @Introspected
    record Summary(
            UUID id,
            BillingMode mode,
            @Nullable String number,
            @Nullable String month,
            InvoiceStatus status,
            String currency,
            String total,
            Instant from,
            Instant to,
            @Nullable Instant issuedAt,
            @Nullable Instant dueAt,
            @Nullable Instant paidAt,
            @Nullable String documentUrl) {
        static Summary of(BilledInvoice invoice) {
            return new Summary(
                    invoice.id(),
                    invoice.mode(),
                    invoice.number(),
                    invoice.month() == null ? null : invoice.month().toString(),
                    invoice.status(),
                    invoice.currency(),
                    Money.textOfCents(invoice.totalCents()),
                    invoice.from(),
                    invoice.to(),
                    invoice.issuedAt(),
                    invoice.dueAt(),
                    invoice.paidAt(),
                    invoice.documentUrl());
        }
    }

    /** An invoice with all that is on it. */
    @Introspected
    record GetInvoiceResponse(
            UUID id,
            BillingMode mode,
            @Nullable String number,
            @Nullable String month,
            InvoiceStatus status,
            String recipient,
            String currency,
            String total,
            String paid,
            Instant from,
            Instant to,
            @Nullable Instant issuedAt,
            @Nullable Instant dueAt,
            @Nullable Instant paidAt,
            @Nullable Instant paymentFailedAt,
            @Nullable String paymentReference,
            @Nullable String documentUrl,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Line> lines) {
        static GetInvoiceResponse of(BilledInvoice invoice) {
            return new GetInvoiceResponse(
                    invoice.id(),
                    invoice.mode(),
                    invoice.number(),
                    invoice.month() == null ? null : invoice.month().toString(),
                    invoice.status(),
                    invoice.recipient(),
                    invoice.currency(),
                    Money.textOfCents(invoice.totalCents()),
                    Money.textOfCents(invoice.paidCents()),
                    invoice.from(),
                    invoice.to(),
                    invoice.issuedAt(),
                    invoice.dueAt(),
                    invoice.paidAt(),
                    invoice.paymentFailedAt(),
                    invoice.paymentReference(),
                    invoice.documentUrl(),
                    invoice.lines().stream().map(Line::of).toList());
        }
    }

    /** A line of an invoice. */
    @Introspected
    record Line(
            String kind,
            String description,
            @Nullable String meter,
            @Nullable String month,
            long quantity,
            String amount) {
        static Line of(BilledLine line) {
            return new Line(
                    line.kind(),
                    line.description(),
                    line.meter(),
                    line.month() == null ? null : line.month().toString(),
                    line.quantity(),
                    Money.textOfCents(line.amountCents()));
        }
    }
}
