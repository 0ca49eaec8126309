package io.candor.launcher.bench.metering;

import io.candor.launcher.platform.Platform;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Kills a service with SIGKILL at a named step of its work.
 *
 * @param markers a folder where the service leaves a file when it reaches the step
 */
record Killing(Platform platform, Path markers) {
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(120);

    /** Work that goes on while a service dies and comes back. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** Does {@code work}, kills {@code service} when it reaches {@code step} of it, and returns when the work is done. */
    void during(Service service, String step, Work work) throws InterruptedException {
        var victim = platform.process(service);
        victim.restartWith(Map.of("CANDOR_PAUSE_AT", step, "CANDOR_PAUSE_DIR", markers.toString()));
        victim.awaitReady();
        var worker = Thread.ofPlatform().start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitMarker(markers.resolve(step));
        victim.kill();
        victim.awaitReady();
        worker.join();
    }

    private static void awaitMarker(Path marker) throws InterruptedException {
        var deadline = System.nanoTime() + REACHED_WITHIN.toNanos();
        while (!Files.exists(marker)) {
            if (System.nanoTime() > deadline) {
                throw new LauncherException("The step " + marker.getFileName() + " was never reached");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Kills the database in the middle of {@code work}. */
    void ofDatabaseDuring(Work work) throws InterruptedException {
        var worker = Thread.ofPlatform().start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        TimeUnit.MILLISECONDS.sleep(500);
        platform.killDatabase();
        worker.join();
    }
}
