package io.candor.tenantservice.usage;

import io.micronaut.core.annotation.Introspected;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much was used of one meter.
 *
 * @param day the day in UTC, or null for the whole period
 */
@Introspected
record UsageItem(String meter, @Nullable LocalDate day, long quantity) {}
