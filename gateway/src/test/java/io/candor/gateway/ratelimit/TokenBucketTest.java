package io.candor.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Property(tries = 300)
    void neverMoreIsTakenThanTheLimitAndWhatWasRefilled(
            @ForAll @IntRange(min = 1, max = 500) int limit,
            @ForAll @Size(max = 400) List<@LongRange(min = 0, max = 2_000_000_000L) Long> pauses) {
        var now = 0L;
        var taken = 0;
        var bucket = new TokenBucket(limit, now);
        for (var pause : pauses) {
            now += pause;
            taken += bucket.take(limit, now) ? 1 : 0;
        }
        assertThat((double) taken).isLessThanOrEqualTo(limit + (double) limit * now / MINUTE + 0.001);
    }

    @Property(tries = 200)
    void whoeverWaitsAsToldIsLetIn(@ForAll @IntRange(min = 1, max = 5000) int limit) {
        var bucket = new TokenBucket(limit, 0);
        while (bucket.take(limit, 0)) {
            assertThat(bucket.quota(0).remaining()).isBetween(0, limit);
        }
        var wait = bucket.quota(0).secondsToNext();

        assertThat(wait).isBetween(1L, 60L);
        assertThat(bucket.take(limit, Duration.ofSeconds(wait).toNanos())).isTrue();
    }

    @Property(tries = 200)
    void afterAMinuteItIsFull(
            @ForAll @IntRange(min = 1, max = 1000) int limit, @ForAll @IntRange(min = 0, max = 1000) int takes) {
        var bucket = new TokenBucket(limit, 0);
        for (var take = 0; take < takes; take++) {
            bucket.take(limit, 0);
        }
        assertThat(bucket.quota(MINUTE).remaining()).isEqualTo(limit);
        assertThat(bucket.quota(MINUTE).secondsToFull()).isZero();
    }

    @Property(tries = 200)
    void aClockThatGoesBackGivesNothingAway(
            @ForAll @IntRange(min = 1, max = 100) int limit, @ForAll @LongRange(min = 0, max = 1L << 40) long back) {
        var bucket = new TokenBucket(limit, 0);
        for (var take = 0; take < limit; take++) {
            assertThat(bucket.take(limit, 0)).isTrue();
        }
        assertThat(bucket.take(limit, -back)).isFalse();
        assertThat(bucket.take(limit, 0)).isFalse();
    }

    @Property(tries = 200)
    void aChangedLimitKeepsTheShareThatIsLeft(
            @ForAll @IntRange(min = 10, max = 1000) int before, @ForAll @IntRange(min = 10, max = 1000) int after) {
        var bucket = new TokenBucket(before, 0);
        for (var take = 0; take < before / 2; take++) {
            bucket.take(before, 0);
        }
        bucket.take(after, 0);

        var quota = bucket.quota(0);
        assertThat(quota.perMinute()).isEqualTo(after);
        assertThat(quota.remaining()).isBetween(after / 2 - 2, (after + 1) / 2 + after / before + 1);
    }
}
