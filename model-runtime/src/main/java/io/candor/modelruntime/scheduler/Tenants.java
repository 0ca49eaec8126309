package io.candor.modelruntime.scheduler;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of a queue: those with requests and, so that debts survive a short pause, the last ones that had some. Debts
 * are forgotten when nobody waits any more.
 */
final class Tenants<T> {
    /** The most tenants remembered that have nothing queued; the one idle longest is forgotten first. */
    static final int MOST_IDLE = 1_024;

    private final Map<String, TenantQueue<T>> byName = new HashMap<>();
    private final Ring<TenantQueue<T>> idle = new Ring<>();
    private final Buckets<T> buckets;
    private final int levels;
    private int idleCount;
    private long orders;
    private long period;
    private long activeWeight;

    Tenants(Buckets<T> buckets, int levels) {
        this.buckets = buckets;
        this.levels = levels;
    }

    @Nullable
    TenantQueue<T> find(String tenant) {
        return byName.get(tenant);
    }

    /** The queue of {@code tenant}, which is about to get a request. */
    TenantQueue<T> activate(String tenant, int weight, long round) {
        var queue = byName.get(tenant);
        if (queue != null && !queue.isEmpty()) {
            if (queue.account.weight() != weight) {
                activeWeight += weight - queue.account.weight();
                buckets.reweigh(queue, weight, round);
            }
            return queue;
        }
        if (queue == null) {
            queue = new TenantQueue<>(tenant, buckets.all().size(), levels);
            byName.put(tenant, queue);
        } else {
            queue.inIdle.remove();
            queue.isIdle = false;
            idleCount--;
        }
        if (queue.period != period) {
            queue.account.open(weight, round);
            queue.period = period;
        } else {
            queue.account.reweigh(weight, round);
        }
        queue.order = ++orders;
        activeWeight += weight;
        return queue;
    }

    /** Sets a tenant that has nothing left aside. */
    void retire(TenantQueue<T> queue) {
        queue.isIdle = true;
        activeWeight -= queue.account.weight();
        idle.addLast(queue.inIdle);
        if (++idleCount > MOST_IDLE) {
            var longest = idle.first();
            if (longest != null) {
                longest.inIdle.remove();
                byName.remove(longest.tenant);
                idleCount--;
            }
        }
    }

    /** Nobody waits: nobody was kept waiting by anybody. */
    void forgetDebts() {
        period++;
    }

    long debt(String tenant, long round) {
        var queue = byName.get(tenant);
        return queue == null || queue.period != period ? 0 : Math.max(0, queue.account.debt(round));
    }

    /** The weights of those with requests, summed up. */
    long activeWeight() {
        return activeWeight;
    }

    int remembered() {
        return byName.size();
    }
}
