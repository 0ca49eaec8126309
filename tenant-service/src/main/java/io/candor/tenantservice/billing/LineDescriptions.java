package io.candor.tenantservice.billing;

import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.pricing.InvoiceLine;
import io.candor.tenantservice.pricing.Money;
import jakarta.inject.Singleton;

/** Says in words what a line of an invoice charges. */
@Singleton
class LineDescriptions {
    private final Plans plans;

    LineDescriptions(Plans plans) {
        this.plans = plans;
    }

    String of(InvoiceLine line) {
        var plan = plans.find(line.plan()).map(known -> known.title()).orElse(line.plan());
        if (line.meter() == null) {
            return "Plan " + plan;
        }
        var meter = plans.meters().get(line.meter());
        var title = meter == null ? line.meter() : meter.title();
        return title + ", " + line.includedUnits() + " included, " + Money.textOfNanos(line.unitPriceNanos()) + " each";
    }
}
