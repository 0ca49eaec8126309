package io.candor.modelruntime.scheduler;

import java.util.BitSet;

/** The batch sizes to aim at. */
final class BatchSizes {
    final int max;
    private final BitSet preferred = new BitSet();

    BatchSizes(SchedulerSettings settings) {
        max = settings.maxBatchSize();
        settings.preferredBatchSizes().forEach(preferred::set);
        if (preferred.isEmpty()) {
            preferred.set(max);
        }
    }

    boolean isPreferred(int rows) {
        return preferred.get(rows);
    }

    int smallestPreferred() {
        return preferred.nextSetBit(0);
    }

    int largestPreferred() {
        return preferred.length() - 1;
    }
}
