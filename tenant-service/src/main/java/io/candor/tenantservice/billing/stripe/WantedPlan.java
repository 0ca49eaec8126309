package io.candor.tenantservice.billing.stripe;

import java.time.Instant;

/**
 * A plan that a subscription must get.
 *
 * @param since when the tenant got it
 */
record WantedPlan(String plan, Instant since) {}
