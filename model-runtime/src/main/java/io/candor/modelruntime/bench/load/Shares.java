package io.candor.modelruntime.bench.load;

import java.util.List;

/** How far shares of a whole lie from the weights that were asked for. */
public final class Shares {
    private Shares() {}

    /**
     * The largest relative deviation of a share from its weight's, for example 0.05 where one got 5 % more or less than
     * it should; 1 when nothing was served at all.
     *
     * @param served what each got
     * @param weights above 0, as many
     */
    public static double largestDeviation(List<Integer> served, List<Integer> weights) {
        var all = served.stream().mapToInt(Integer::intValue).sum();
        var whole = weights.stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return 1;
        }
        var largest = 0.0;
        for (var i = 0; i < served.size(); i++) {
            var wanted = (double) weights.get(i) / whole;
            var got = (double) served.get(i) / all;
            largest = Math.max(largest, Math.abs(got / wanted - 1));
        }
        return largest;
    }
}
