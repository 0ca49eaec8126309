package io.candor.modelruntime.training;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Fisher and Yates' shuffle, drawn from a generator that every platform repeats for the same seed. */
final class Shuffle {
    private Shuffle() {}

    static void shuffle(List<?> items, RandomGenerator random) {
        for (int i = items.size() - 1; i > 0; i--) {
            Collections.swap(items, i, random.nextInt(i + 1));
        }
    }

    static int[] order(int size, RandomGenerator random) {
        var order = Metrics.rows(size, i -> i);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
