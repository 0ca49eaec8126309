package io.candor.modelruntime.bench.load;

import java.util.SplittableRandom;

/** When the requests of an open loop are due: a Poisson process, the same at every run. */
final class Arrivals {
    private final double meanGap;
    private final SplittableRandom random;
    private long due;

    /**
     * @param perSecond how many a second on average, above 0
     * @param seed two processes with different seeds are independent
     */
    Arrivals(double perSecond, long seed) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("A rate of " + perSecond + " a second is none");
        }
        this.meanGap = 1e9 / perSecond;
        this.random = new SplittableRandom(seed);
        advance();
    }

    /** Nanoseconds from the start to the next request. */
    long due() {
        return due;
    }

    /** Goes on to the request after that. */
    void advance() {
        due += Math.round(-meanGap * Math.log(1 - random.nextDouble()));
    }
}
