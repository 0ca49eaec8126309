package io.candor.tenantservice.usage;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.plan.Plan;
import io.candor.tenantservice.plan.Plans;
import jakarta.inject.Singleton;

/** What the plan file says about a plan that a tenant has booked; a plan that it has lost costs nothing. */
@Singleton
class BookedTerms {
    private final Plans plans;

    BookedTerms(Plans plans) {
        this.plans = plans;
    }

    /** The terms of a meter; what the plan does not name is counted and costs nothing. */
    MeterTerms of(String plan, String meter) {
        return plans.find(plan).map(booked -> booked.terms(meter)).orElse(MeterTerms.FREE);
    }

    long monthlyPriceNanos(String plan) {
        return plans.find(plan).map(Plan::monthlyPriceNanos).orElse(0L);
    }

    String currency() {
        return plans.currency();
    }
}
