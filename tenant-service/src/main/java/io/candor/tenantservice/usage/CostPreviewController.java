package io.candor.tenantservice.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.candor.tenantservice.pricing.Invoice;
import io.candor.tenantservice.pricing.InvoiceLine;
import io.candor.tenantservice.pricing.Money;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Controller("/v1/usage/cost-preview")
@ExecuteOn(TaskExecutors.BLOCKING)
class CostPreviewController {
    private final UsageCostService costs;
    private final Clock clock;

    CostPreviewController(UsageCostService costs, Clock clock) {
        this.costs = costs;
        this.clock = clock;
    }

    @Get
    @RequiredScope({"billing:read", "usage:read"})
    CostPreview get(@QueryValue @Nullable String month) {
        var of =
                month == null ? YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)) : Period.month("month", month);
        return CostPreview.of(costs.invoice(of));
    }

    /**
     * An invoice as the API shows it.
     *
     * @param total the sum of the lines
     */
    @Introspected
    record CostPreview(
            String month,
            String currency,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Line> lines,
            String total) {

        static CostPreview of(Invoice invoice) {
            return new CostPreview(
                    invoice.month().toString(),
                    invoice.currency(),
                    invoice.lines().stream().map(Line::of).toList(),
                    Money.textOfCents(invoice.totalCents()));
        }
    }

    /** A line as the API shows it. */
    @Introspected
    record Line(
            String kind,
            String period,
            @Nullable String meter,
            String plan,
            long units,
            long includedUnits,
            long billableUnits,
            String unitPrice,
            String amount) {

        static Line of(InvoiceLine line) {
            return new Line(
                    line.kind().name().toLowerCase(Locale.ROOT),
                    line.period().toString(),
                    line.meter(),
                    line.plan(),
                    line.units(),
                    line.includedUnits(),
                    line.billableUnits(),
                    Money.textOfNanos(line.unitPriceNanos()),
                    Money.textOfCents(line.amountCents()));
        }
    }
}
