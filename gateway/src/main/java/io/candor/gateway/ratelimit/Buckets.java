package io.candor.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** A bucket for each name; one that was not asked for in two minutes is full again, so it may be forgotten. */
final class Buckets {
    private static final int MAXIMUM_SIZE = 100_000;

    private final Cache<String, TokenBucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAXIMUM_SIZE)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    TokenBucket of(String name, int perMinute, long now) {
        return buckets.get(name, absent -> new TokenBucket(perMinute, now));
    }
}
