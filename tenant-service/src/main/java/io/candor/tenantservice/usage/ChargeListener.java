package io.candor.tenantservice.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told, in the transaction of the intake, what accepted usage of the bound tenant costs. */
public interface ChargeListener {
    /** Charges that were not known before. */
    void charged(List<Spending> spending);

    /**
     * What one event costs.
     *
     * @param subject who used it, if that is known
     * @param amountNanos in billionths of the currency; below 0 for a correction
     * @param occurredAt decides the month that it counts for
     */
    record Spending(@Nullable String subject, long amountNanos, Instant occurredAt) {}
}
