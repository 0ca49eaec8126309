package io.candor.gateway.ratelimit;

/** Holds up to a minute's worth of permits and refills evenly; time is given in nanoseconds, as by a stop-watch. */
final class TokenBucket {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double NANOS_PER_SECOND = 1e9;

    private int perMinute;
    private double permits;
    private long filledAt;

    TokenBucket(int perMinute, long now) {
        this.perMinute = perMinute;
        this.permits = perMinute;
        this.filledAt = now;
    }

    /** Takes one permit if there is one, after the limit was set to {@code limit} per minute. */
    synchronized boolean take(int limit, long now) {
        fill(limit, now);
        if (permits < 1) {
            return false;
        }
        permits--;
        return true;
    }

    /** Gives back a permit that was not used after all. */
    synchronized void giveBack() {
        permits = Math.min(perMinute, permits + 1);
    }

    /** What is left. */
    synchronized Quota quota(long now) {
        fill(perMinute, now);
        return new Quota(perMinute, (int) permits, seconds(perMinute - permits), seconds(1 - permits));
    }

    private void fill(int limit, long now) {
        var elapsed = Math.max(0, now - filledAt);
        filledAt += elapsed;
        permits = Math.min(perMinute, permits + elapsed * (perMinute / NANOS_PER_MINUTE));
        if (limit != perMinute) {
            permits = perMinute == 0 ? limit : permits * limit / perMinute;
            perMinute = limit;
        }
    }

    private long seconds(double wanted) {
        if (wanted <= 0) {
            return 0;
        }
        return perMinute == 0 ? 60 : (long) Math.ceil(wanted * NANOS_PER_MINUTE / perMinute / NANOS_PER_SECOND);
    }
}
