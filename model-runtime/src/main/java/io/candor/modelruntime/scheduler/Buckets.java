package io.candor.modelruntime.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The length buckets of a queue: at least one. */
final class Buckets<T> {
    private final List<Bucket<T>> buckets = new ArrayList<>();

    Buckets(List<Integer> bounds) {
        for (var bound : bounds) {
            buckets.add(new Bucket<>(buckets.size(), bound));
        }
        if (buckets.isEmpty()) {
            buckets.add(new Bucket<>(0, 1));
        }
    }

    List<Bucket<T>> all() {
        return buckets;
    }

    Bucket<T> of(int length) {
        for (var bucket : buckets) {
            if (length <= bucket.rowCost) {
                return bucket;
            }
        }
        return buckets.getLast();
    }

    int largestRowCost() {
        return buckets.getLast().rowCost;
    }

    /** The oldest of the tenant whose turn it is, of those in {@code ready}, a set of bits that is not empty. */
    Queued<T> leader(long ready) {
        TenantQueue<T> next = null;
        for (var bucket : buckets) {
            if ((ready & bucket.bit()) != 0) {
                var tenant = bucket.tenants.first();
                if (next == null || tenant.compareTurn(next) < 0) {
                    next = tenant;
                }
            }
        }
        return Objects.requireNonNull(Objects.requireNonNull(next).first(ready));
    }

    void charge(TenantQueue<T> tenant, long cost, long round) {
        takeOut(tenant);
        tenant.account.charge(cost, round);
        putIn(tenant);
    }

    void refund(TenantQueue<T> tenant, long cost) {
        takeOut(tenant);
        tenant.account.refund(cost);
        putIn(tenant);
    }

    void reweigh(TenantQueue<T> tenant, int weight, long round) {
        takeOut(tenant);
        tenant.account.reweigh(weight, round);
        putIn(tenant);
    }

    private void takeOut(TenantQueue<T> tenant) {
        for (var bucket : buckets) {
            if (!tenant.lane(bucket).isEmpty()) {
                bucket.tenants.remove(tenant);
            }
        }
    }

    private void putIn(TenantQueue<T> tenant) {
        for (var bucket : buckets) {
            if (!tenant.lane(bucket).isEmpty()) {
                bucket.tenants.add(tenant);
            }
        }
    }
}
