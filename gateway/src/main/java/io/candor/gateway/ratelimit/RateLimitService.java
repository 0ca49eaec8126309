package io.candor.gateway.ratelimit;

import jakarta.inject.Singleton;
import java.util.UUID;

/** Limits the requests of each tenant and, within it, of each key or person. */
@Singleton
public class RateLimitService {
    private final Buckets tenants = new Buckets();
    private final Buckets keys = new Buckets();

    /** Counts one request; a refused one counts against neither limit. */
    public RateLimitStatus take(UUID tenantId, String subject, int tenantLimit, int keyLimit) {
        var now = System.nanoTime();
        var tenant = tenants.of(tenantId.toString(), tenantLimit, now);
        var key = keys.of(tenantId + " " + subject, keyLimit, now);
        var allowed = key.take(keyLimit, now);
        if (allowed && !tenant.take(tenantLimit, now)) {
            key.giveBack();
            allowed = false;
        }
        return new RateLimitStatus(tenant.quota(now), key.quota(now), allowed);
    }
}
