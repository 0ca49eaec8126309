package io.candor.gateway.ratelimit;

/**
 * Holds up to a minute's worth of permits and refills evenly; time is given in nanoseconds, as by a stop-watch.
 *
 * <p>The level is counted in whole parts of a permit, as many as a minute has nanoseconds: then what a nanosecond brings
 * is a whole number, and nothing is lost by rounding.
 */
final class TokenBucket {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int HIGHEST_LIMIT = 100_000_000;

    private int perMinute;
    private long level;
    private long filledAt;

    TokenBucket(int perMinute, long now) {
        this.perMinute = clamp(perMinute);
        this.level = capacity();
        this.filledAt = now;
    }

    /** Takes one permit if there is one, after the limit was set to {@code limit} per minute. */
    synchronized boolean take(int limit, long now) {
        fill(now);
        resize(clamp(limit));
        if (level < MINUTE) {
            return false;
        }
        level -= MINUTE;
        return true;
    }

    /** Gives back a permit that was not used after all. */
    synchronized void giveBack() {
        level = Math.min(capacity(), level + MINUTE);
    }

    /** What is left. */
    synchronized Quota quota(long now) {
        fill(now);
        return new Quota(perMinute, (int) (level / MINUTE), seconds(capacity() - level), seconds(MINUTE - level));
    }

    private void fill(long now) {
        var elapsed = Math.max(0, now - filledAt);
        filledAt += elapsed;
        level = Math.min(capacity(), level + Math.min(elapsed, MINUTE) * perMinute);
    }

    private void resize(int limit) {
        if (limit != perMinute) {
            var share = perMinute == 0 ? 1.0 : (double) level / capacity();
            perMinute = limit;
            level = (long) (share * capacity());
        }
    }

    private long capacity() {
        return perMinute * MINUTE;
    }

    private long seconds(long wanted) {
        if (wanted <= 0) {
            return 0;
        }
        return perMinute == 0 ? MINUTE / SECOND : Math.ceilDiv(wanted, perMinute * SECOND);
    }

    private static int clamp(int limit) {
        return Math.clamp(limit, 0, HIGHEST_LIMIT);
    }
}
