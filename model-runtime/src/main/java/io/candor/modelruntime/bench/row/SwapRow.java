package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.load.Answer;
import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.server.RuntimeControl;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
    public Row measure(Target target, String model, Versions versions, RuntimeControl control, Caller caller)
            throws InterruptedException {
        var senders = new ArrayList<Sender>();
        for (var client = 0; client < clients; client++) {
            senders.add(target.client(model, Inputs.ones(1, width), caller));
        }
        var probe = target.client(model, Inputs.ones(1, width), caller);
        new ClosedLoop(senders).run(Duration.ZERO, profile.warmUp());
        var over = new AtomicBoolean();
        try (var pool = Executors.newSingleThreadExecutor()) {
            var swapping = pool.submit(() -> swapUntil(over, versions, control, probe));
            var load = new ClosedLoop(senders).runRequests(profile.requests());
            over.set(true);
            return row(load, swapping.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("The swap failed: " + e.getCause(), e);
        }
    }

    /** The time of each first request after a version was ready. */
    private static Swaps swapUntil(AtomicBoolean over, Versions versions, RuntimeControl control, Sender probe)
            throws InterruptedException {
        var first = new Latencies();
        var failed = 0;
        while (!over.get()) {
            versions.next(control);
            var begin = System.nanoTime();
            var answer = answer(probe);
            if (answer == Answer.SERVED && !over.get()) {
                first.add(System.nanoTime() - begin);
            } else if (answer != Answer.SERVED) {
                failed++;
            }
            Thread.sleep(PAUSE);
        }
        return new Swaps(first, failed);
    }

    private record Swaps(Latencies first, int failed) {}

    private static Answer answer(Sender sender) {
        var answer = new CompletableFuture<Answer>();
        sender.send(answer::complete);
        return answer.join();
    }

    private static Row row(LoadResult load, Swaps swaps) {
        var ratio = swaps.first().micros(0.50) / load.p50();
        var failures = load.failed() + load.rejected() + swaps.failed();
        var figures = Figures.object().put("swaps", swaps.first().count() + swaps.failed());
        figures.set("load", Figures.of(load));
        figures.set("first_after_ready", Figures.of(swaps.first()));
        Figures.put(figures, "first_to_p50", ratio);
        return Row.of(
                Aim.SWAP,
                String.format(
                        Locale.ROOT,
                        "%d failures in %d requests, %d swaps; %.2f x",
                        failures,
                        load.served() + failures,
                        swaps.first().count(),
                        ratio),
                failures == 0 && ratio <= AIM,
                figures);
    }
}
