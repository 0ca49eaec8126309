package io.candor.modelruntime.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What one model has done for one tenant, or for all that share a label. */
final class TenantCounters {
    private final DurationCounter success = new DurationCounter();
    private final Map<FailureReason, DurationCounter> failures = new EnumMap<>(FailureReason.class);
    private final DurationCounter queue = new DurationCounter();
    private final LongAdder rows = new LongAdder();

    TenantCounters() {
        for (var reason : FailureReason.values()) {
            failures.put(reason, new DurationCounter());
        }
    }

    DurationCounter success() {
        return success;
    }

    DurationCounter failure(FailureReason reason) {
        return Objects.requireNonNull(failures.get(reason));
    }

    StatisticDuration failed() {
        return failures.values().stream()
                .map(DurationCounter::snapshot)
                .reduce(new StatisticDuration(0, 0), StatisticDuration::plus);
    }

    DurationCounter queue() {
        return queue;
    }

    void addRows(int count) {
        rows.add(count);
    }

    long rows() {
        return rows.sum();
    }
}
