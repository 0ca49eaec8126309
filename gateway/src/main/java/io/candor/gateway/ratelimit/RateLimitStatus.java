package io.candor.gateway.ratelimit;

import io.micronaut.http.MutableHttpHeaders;

/** Both limits of a caller after its request, and how they are told (draft-ietf-httpapi-ratelimit-headers-10). */
public final class RateLimitStatus {
    private final Quota tenant;
    private final Quota key;
    private final boolean allowed;

    RateLimitStatus(Quota tenant, Quota key, boolean allowed) {
        this.tenant = tenant;
        this.key = key;
        this.allowed = allowed;
    }

    /** Whether the request may go on. */
    public boolean allowed() {
        return allowed;
    }

    /** When a refused caller may come again. */
    public long retryAfterSeconds() {
        return Math.max(1, Math.max(tenant.secondsToNext(), key.secondsToNext()));
    }

    /** Tells the caller, in place of anything that an upstream said of its own limits. */
    public void addTo(MutableHttpHeaders headers) {
        headers.set(
                "RateLimit-Policy",
                "\"tenant\";q=%d;w=60, \"key\";q=%d;w=60".formatted(tenant.perMinute(), key.perMinute()));
        headers.set(
                "RateLimit",
                "\"tenant\";r=%d;t=%d, \"key\";r=%d;t=%d"
                        .formatted(tenant.remaining(), tenant.secondsToFull(), key.remaining(), key.secondsToFull()));
    }
}
