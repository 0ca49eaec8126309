package io.candor.modelruntime.scheduler;

import java.util.Objects;
import java.util.TreeSet;

/** What waits of one range of lengths, over all tenants. */
final class Bucket<T> {
    final int index;
    final int rowCost;
    /** By turn; take a tenant out before its account changes. */
    final TreeSet<TenantQueue<T>> tenants = new TreeSet<>(TenantQueue::compareTurn);

    private final Ring<Queued<T>> arrivals = new Ring<>();
    private long rows;

    Bucket(int index, int rowCost) {
        this.index = index;
        this.rowCost = rowCost;
    }

    long bit() {
        return 1L << index;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    long rows() {
        return rows;
    }

    /** When the one that has waited longest came; {@code Long.MAX_VALUE} where none waits. */
    long oldest() {
        var first = arrivals.first();
        return first == null ? Long.MAX_VALUE : first.enqueued;
    }

    /** Whether somebody's next takes more than {@code space} rows. */
    boolean hasUnfit(int space) {
        for (var tenant : tenants) {
            if (Objects.requireNonNull(tenant.first(bit())).rows > space) {
                return true;
            }
        }
        return false;
    }

    void add(Queued<T> request) {
        join(request.tenant);
        request.tenant.lane(this).add(request);
        arrivals.addLast(request.inBucket);
        rows += request.rows;
    }

    void remove(Queued<T> request) {
        request.tenant.lane(this).remove(request);
        request.inBucket.remove();
        rows -= request.rows;
        if (request.tenant.lane(this).isEmpty()) {
            tenants.remove(request.tenant);
        }
    }

    /** Undoes the last removal. */
    void restore(Queued<T> request) {
        join(request.tenant);
        request.tenant.lane(this).restore(request);
        request.inBucket.restore();
        rows += request.rows;
    }

    private void join(TenantQueue<T> tenant) {
        if (tenant.lane(this).isEmpty()) {
            tenants.add(tenant);
        }
    }
}
