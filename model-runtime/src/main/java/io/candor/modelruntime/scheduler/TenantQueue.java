package io.candor.modelruntime.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What waits of one tenant. */
final class TenantQueue<T> {
    final String tenant;
    final Account account = new Account();
    final Link<TenantQueue<T>> inIdle = new Link<>(this);
    private final List<Lane<T>> lanes;
    private final int[] queuedByLevel;
    private int size;
    private long cost;
    /** Its place in the ring of tenants; the one that came last stands last. */
    long order;
    /** The busy period in which the account was opened. */
    long period = -1;
    /** The last batch that it could not join. */
    long passedOver;
    /** Whether it is only remembered. */
    boolean isIdle;

    TenantQueue(String tenant, int buckets, int levels) {
        this.tenant = tenant;
        lanes = IntStream.range(0, buckets)
                .mapToObj(bucket -> new Lane<T>(levels))
                .toList();
        queuedByLevel = new int[levels + 1];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int queued(int level) {
        return queuedByLevel[level];
    }

    /** The cost of all that waits. */
    long cost() {
        return cost;
    }

    Lane<T> lane(Bucket<T> bucket) {
        return lanes.get(bucket.index);
    }

    /** The one to serve first of those in {@code buckets}, a set of bits. */
    @Nullable
    Queued<T> first(long buckets) {
        Queued<T> first = null;
        for (var rest = buckets; rest != 0; rest &= rest - 1) {
            var candidate = lanes.get(Long.numberOfTrailingZeros(rest)).first();
            if (candidate != null && (first == null || candidate.isBefore(first))) {
                first = candidate;
            }
        }
        return first;
    }

    void entered(Queued<T> request) {
        size++;
        queuedByLevel[request.level]++;
        cost += request.cost;
    }

    void left(Queued<T> request) {
        size--;
        queuedByLevel[request.level]--;
        cost -= request.cost;
    }

    /** Who leads first. */
    int compareTurn(TenantQueue<T> other) {
        var byTurn = Long.compare(account.turn(), other.account.turn());
        return byTurn != 0 ? byTurn : Long.compare(order, other.order);
    }
}
