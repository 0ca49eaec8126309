package io.candor.modelruntime.bench.load;

import java.util.Arrays;
import java.util.Collection;

/** Times in nanoseconds; one thread adds, all may read once it has stopped. */
public final class Latencies {
    private static final int FIRST_CAPACITY = 1024;

    private long[] nanos = new long[FIRST_CAPACITY];
    private int count;

    /** All of several. */
    public static Latencies merge(Collection<Latencies> parts) {
        var all = new Latencies();
        all.nanos = new long[parts.stream().mapToInt(Latencies::count).sum()];
        for (var part : parts) {
            System.arraycopy(part.nanos, 0, all.nanos, all.count, part.count);
            all.count += part.count;
        }
        return all;
    }

    /** Adds one. */
    public void add(long nanoseconds) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(FIRST_CAPACITY, 2 * count));
        }
        nanos[count++] = nanoseconds;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** All of them together, in seconds. */
    public double seconds() {
        return Arrays.stream(nanos, 0, count).sum() / 1e9;
    }

    /**
     * The time within which that share of the requests was answered, in microseconds: nearest rank; not a number when there
     * are none.
     *
     * @param share above 0, 1 at most
     */
    public double micros(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(share * count);
        return sorted[Math.clamp(rank - 1, 0, count - 1)] / 1e3;
    }
}
