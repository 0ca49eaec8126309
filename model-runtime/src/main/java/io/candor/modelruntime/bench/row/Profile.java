package io.candor.modelruntime.bench.row;

import java.time.Duration;

/**
 * How long the benchmark takes its time.
 *
 * @param warmUp before each load
 * @param time of each load
 * @param point of each point of the bare study
 * @param requests while the model is swapped
 * @param loads and unloads, and as many failed loads
 */
public record Profile(String name, Duration warmUp, Duration time, Duration point, int requests, int loads) {
    /** A minute or so, to try. */
    public static final Profile QUICK =
            new Profile("quick", Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMillis(300), 10_000, 50);

    /** What the aims ask for. */
    public static final Profile FULL =
            new Profile("full", Duration.ofSeconds(4), Duration.ofSeconds(15), Duration.ofSeconds(2), 100_000, 1000);

    /** For a path that is new to the server: its compiler needs some thousand requests, and takes a core while they last. */
    public Duration firstWarmUp() {
        return warmUp.multipliedBy(5);
    }

    /** A third of the time, for what is only tried. */
    public Profile trial() {
        return new Profile(name, warmUp.dividedBy(2), time.dividedBy(3), point, requests, loads);
    }
}
