package io.candor.tenantservice.usage;

/**
 * What a plan costs whether it is used or not.
 *
 * @param monthlyNanos in billionths of the currency
 */
record BookedPrice(String plan, long monthlyNanos) {}
