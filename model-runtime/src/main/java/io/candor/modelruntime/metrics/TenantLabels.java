package io.candor.modelruntime.metrics;

import java.util.HashSet;
import java.util.Set;

/** Keeps the number of series bounded: the first tenants go by their own name, all others by one. */
final class TenantLabels {
    static final String OTHER = "other";

    private final int limit;
    private volatile Set<String> named = Set.of();

    TenantLabels(int limit) {
        this.limit = limit;
    }

    String of(String tenant) {
        var known = named;
        if (known.contains(tenant)) {
            return tenant;
        }
        return known.size() < limit ? name(tenant) : OTHER;
    }

    private synchronized String name(String tenant) {
        if (!named.contains(tenant)) {
            if (named.size() >= limit) {
                return OTHER;
            }
            var more = new HashSet<>(named);
            more.add(tenant);
            named = Set.copyOf(more);
        }
        return tenant;
    }
}
