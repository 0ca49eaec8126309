package io.candor.gateway.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the requests of each tenant and, within it, of each key or person, at all gateways together. While the database
 * is away each gateway limits alone.
 */
@Singleton
public class RateLimitService {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitService.class);
    private static final long TRY_AGAIN = Duration.ofSeconds(2).toNanos();

    private final SharedLimits shared;
    private final Buckets tenants = new Buckets();
    private final Buckets keys = new Buckets();
    private volatile long aloneUntil = System.nanoTime();
    private volatile boolean lossReported;

    RateLimitService(SharedLimits shared) {
        this.shared = shared;
    }

    /** Counts one request; a refused one counts against neither limit. */
    public RateLimitStatus take(UUID tenantId, String subject, int tenantLimit, int keyLimit) {
        if (tenantLimit < 1 || keyLimit < 1 || System.nanoTime() - aloneUntil < 0) {
            return takeAlone(tenantId, subject, tenantLimit, keyLimit);
        }
        try {
            var status = takeShared(tenantId, subject, tenantLimit, keyLimit);
            lossReported = false;
            return status;
        } catch (RuntimeException e) {
            aloneUntil = System.nanoTime() + TRY_AGAIN;
            if (!lossReported) {
                LOG.warn("Limits are not shared with other gateways now: {}", e.getMessage());
                lossReported = true;
            }
            return takeAlone(tenantId, subject, tenantLimit, keyLimit);
        }
    }

    private RateLimitStatus takeShared(UUID tenantId, String subject, int tenantLimit, int keyLimit) {
        var key = shared.of(tenantId + " " + subject, keyLimit);
        var tenant = shared.of(tenantId.toString(), tenantLimit);
        var ofKey = key.tryConsumeAndReturnRemaining(1);
        if (!ofKey.isConsumed()) {
            return new RateLimitStatus(left(tenant, tenantLimit), quota(ofKey, keyLimit), false);
        }
        var ofTenant = tenant.tryConsumeAndReturnRemaining(1);
        if (!ofTenant.isConsumed()) {
            key.addTokens(1);
            return new RateLimitStatus(quota(ofTenant, tenantLimit), left(key, keyLimit), false);
        }
        return new RateLimitStatus(quota(ofTenant, tenantLimit), quota(ofKey, keyLimit), true);
    }

    private static Quota left(Bucket bucket, int perMinute) {
        var probe = bucket.estimateAbilityToConsume(1);
        var missing = perMinute - probe.getRemainingTokens();
        return new Quota(
                perMinute,
                (int) probe.getRemainingTokens(),
                Math.ceilDiv(missing * TimeUnit.MINUTES.toSeconds(1), perMinute),
                seconds(probe.getNanosToWaitForRefill()));
    }

    private static Quota quota(ConsumptionProbe probe, int perMinute) {
        return new Quota(
                perMinute,
                (int) probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    private RateLimitStatus takeAlone(UUID tenantId, String subject, int tenantLimit, int keyLimit) {
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
