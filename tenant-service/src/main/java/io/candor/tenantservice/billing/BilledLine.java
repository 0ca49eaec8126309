package io.candor.tenantservice.billing;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice as it was issued.
 *
 * @param kind {@code plan}, {@code usage}, {@code adjustment} or {@code other}
 * @param description for people to read
 * @param meter what was used, or null
 * @param month when it was used, or null
 * @param quantity units of the meter, or 1
 * @param amountCents below 0 when something is given back
 */
public record BilledLine(
        String kind,
        String description,
        @Nullable String meter,
        @Nullable YearMonth month,
        long quantity,
        long amountCents) {}
