package io.candor.tenantservice.billing.stripe;

import com.stripe.param.PriceCreateParams;
import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.plan.Plan;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price as the plan file wants it. A used price is never changed: other terms make another price, which takes over the
 * lookup key.
 *
 * @param lookupKey by which the price in force is found
 * @param terms tells whether a price at Stripe is still what the plan file says
 */
record PriceSpec(String lookupKey, String terms, PriceCreateParams params) {
    /** Where a price carries the plan that it belongs to. */
    static final String PLAN = "candor_plan";

    /** Where a price carries what it was made from. */
    static final String TERMS = "candor_terms";

    private static final int NANO_DIGITS_OF_A_CENT = 7;

    static PriceSpec monthly(Plan plan, String currency, String product) {
        var key = "candor_" + plan.name() + "_monthly";
        var terms = currency + " " + plan.monthlyPriceNanos();
        var params = params(key, terms, plan, currency, product)
                .setUnitAmountDecimal(cents(plan.monthlyPriceNanos()))
                .setRecurring(recurring(null));
        return new PriceSpec(key, terms, params.build());
    }

    static PriceSpec metered(
            Plan plan, String meter, MeterTerms meterTerms, String currency, String product, String meterId) {
        var key = "candor_" + plan.name() + "_" + meter;
        var terms = currency + " " + meterTerms.unitPriceNanos() + " " + meterTerms.included() + " " + meterId;
        var params = params(key, terms, plan, currency, product)
                .setNickname(plan.title() + ", " + meter)
                .setRecurring(recurring(meterId));
        if (meterTerms.included() == 0) {
            params.setUnitAmountDecimal(cents(meterTerms.unitPriceNanos()));
        } else {
            params.setBillingScheme(PriceCreateParams.BillingScheme.TIERED)
                    .setTiersMode(PriceCreateParams.TiersMode.GRADUATED)
                    .addTier(tier(0).setUpTo(meterTerms.included()).build())
                    .addTier(tier(meterTerms.unitPriceNanos())
                            .setUpTo(PriceCreateParams.Tier.UpTo.INF)
                            .build());
        }
        return new PriceSpec(key, terms, params.build());
    }

    private static PriceCreateParams.Builder params(
            String key, String terms, Plan plan, String currency, String product) {
        return PriceCreateParams.builder()
                .setLookupKey(key)
                .setTransferLookupKey(true)
                .setCurrency(currency)
                .setProduct(product)
                .putMetadata(PLAN, plan.name())
                .putMetadata(TERMS, terms);
    }

    private static PriceCreateParams.Recurring recurring(@Nullable String meterId) {
        var recurring = PriceCreateParams.Recurring.builder().setInterval(PriceCreateParams.Recurring.Interval.MONTH);
        return meterId == null
                ? recurring.build()
                : recurring
                        .setUsageType(PriceCreateParams.Recurring.UsageType.METERED)
                        .setMeter(meterId)
                        .build();
    }

    private static PriceCreateParams.Tier.Builder tier(long unitPriceNanos) {
        return PriceCreateParams.Tier.builder().setUnitAmountDecimal(cents(unitPriceNanos));
    }

    /** Stripe counts in cents, with up to twelve digits after the point. */
    private static BigDecimal cents(long nanos) {
        return nanos == 0 ? BigDecimal.ZERO : new BigDecimal(plain(nanos));
    }

    private static String plain(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS_OF_A_CENT)
                .stripTrailingZeros()
                .toPlainString();
    }
}
