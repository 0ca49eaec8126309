package io.candor.gateway.authentication;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says of one meter.
 *
 * @param included units of a month that cost nothing
 * @param unitPriceNanos what each further unit costs, in 1e-9 of the platform's currency
 * @param quota units of a month after which calls are refused; null for none
 */
@Introspected
@JsonIgnoreProperties(ignoreUnknown = true)
public record MeterTerms(
        long included, long unitPriceNanos, @Nullable Long quota) {
    /** Of a meter that a plan does not name: it costs nothing and has no end. */
    public static final MeterTerms FREE = new MeterTerms(0, 0, null);
}
