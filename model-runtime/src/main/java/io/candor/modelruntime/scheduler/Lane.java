package io.candor.modelruntime.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What waits of one tenant in one length bucket: a first-in, first-out list for each rank. */
final class Lane<T> {
    private final List<Ring<Queued<T>>> ranks;
    private long occupied;

    Lane(int levels) {
        ranks = IntStream.range(0, 2 * levels)
                .mapToObj(rank -> new Ring<Queued<T>>())
                .toList();
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    @Nullable
    Queued<T> first() {
        return occupied == 0
                ? null
                : ranks.get(Long.numberOfTrailingZeros(occupied)).first();
    }

    void add(Queued<T> request) {
        ranks.get(request.rank()).addLast(request.inLane);
        occupied |= 1L << request.rank();
    }

    void remove(Queued<T> request) {
        request.inLane.remove();
        if (ranks.get(request.rank()).isEmpty()) {
            occupied &= ~(1L << request.rank());
        }
    }

    void restore(Queued<T> request) {
        request.inLane.restore();
        occupied |= 1L << request.rank();
    }
}
