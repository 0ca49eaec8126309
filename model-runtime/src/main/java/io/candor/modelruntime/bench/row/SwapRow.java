package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.server.RuntimeControl;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.FirstOfVersion;
import io.candor.modelruntime.bench.wire.GrpcTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** New versions go into production and old ones away while clients go on asking. */
public record SwapRow(Profile profile, int clients, int width) {
    private static final double AIM = 1.2;
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Puts one version after the other into production. */
    public interface Versions {
        /** Adds a version, waits until it is ready and in production, and takes the oldest away. */
        void next(RuntimeControl control) throws InterruptedException;
    }

    /** The row; {@code model} is that of {@code versions}. */
    public Row measure(GrpcTarget target, String model, Versions versions, RuntimeControl control, Caller caller)
            throws InterruptedException {
        var first = new FirstOfVersion();
        var senders = new ArrayList<Sender>();
        for (var client = 0; client < clients; client++) {
            senders.add(target.client(model, Inputs.ones(1, width), caller, first));
        }
        var loop = new ClosedLoop(senders);
        loop.run(Duration.ZERO, profile.warmUp());
        var over = new AtomicBoolean();
        try (var pool = Executors.newSingleThreadExecutor()) {
            var swapping = pool.submit(() -> swapUntil(over, versions, control));
            var load = loop.runRequests(profile.requests());
            over.set(true);
            return row(load, first.latencies(), swapping.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("The swap failed: " + e.getCause(), e);
        }
    }

    /** How many times. */
    private static int swapUntil(AtomicBoolean over, Versions versions, RuntimeControl control)
            throws InterruptedException {
        var swaps = 0;
        while (!over.get()) {
            versions.next(control);
            swaps++;
            Thread.sleep(PAUSE);
        }
        return swaps;
    }

    private static Row row(LoadResult load, Latencies first, int swaps) {
        var ratio = first.micros(0.50) / load.p50();
        var failures = load.failed() + load.rejected();
        var figures = Figures.object().put("swaps", swaps);
        figures.set("load", Figures.of(load));
        figures.set("first_of_version", Figures.of(first));
        Figures.put(figures, "first_to_p50", ratio);
        return Row.of(
                Aim.SWAP,
                String.format(
                        Locale.ROOT,
                        "%d failures in %d requests, %d swaps; %.2f x",
                        failures,
                        load.served() + failures,
                        swaps,
                        ratio),
                failures == 0 && ratio <= AIM,
                figures);
    }
}
