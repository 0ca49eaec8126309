package io.candor.modelruntime.bench.load;

/**
 * What a load measured.
 *
 * @param latencies of the requests that were served
 * @param seconds how long it went on
 */
public record LoadResult(Latencies latencies, int rejected, int failed, double seconds) {

    /** How many were served. */
    public int served() {
        return latencies.count();
    }

    /** Requests served in a second. */
    public double perSecond() {
        return served() / seconds;
    }

    /** The median in microseconds. */
    public double p50() {
        return latencies.micros(0.50);
    }

    /** The time within which 99 of 100 were served, in microseconds. */
    public double p99() {
        return latencies.micros(0.99);
    }
}
