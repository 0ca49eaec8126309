package io.candor.tenantservice.billing.stripe;

import java.util.List;
import java.util.Map;

/**
 * The plan file as Stripe holds it.
 *
 * @param meters the id of the billing meter by Candor's meter
 * @param prices the ids of a plan's prices by the plan, the monthly one first
 * @param created how many objects the last provisioning had to create
 */
record StripeCatalog(Map<String, String> meters, Map<String, List<String>> prices, int created) {
    StripeCatalog {
        meters = Map.copyOf(meters);
        prices = Map.copyOf(prices);
    }
}
