/** Payment through Stripe: customers, prices, subscriptions, meter events and webhooks. */
@NullMarked
package io.candor.tenantservice.billing.stripe;

import org.jspecify.annotations.NullMarked;
