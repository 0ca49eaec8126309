package io.candor.launcher.bench;

import io.candor.launcher.demo.CustomerApi;
import io.candor.launcher.demo.DemoTexts.DemoText;
import io.candor.launcher.state.LauncherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that each ask again as soon as they are answered. */
record Load(CustomerApi api, List<DemoText> texts) {

    /** The latencies of what was answered in {@code time} by {@code clients} clients, in nanoseconds. */
    Measured run(int clients, Duration time) throws InterruptedException {
        var latencies = new ConcurrentLinkedQueue<Long>();
        var failures = new AtomicInteger();
        var next = new AtomicInteger();
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        var threads = new ArrayList<Thread>();
        for (var client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> askUntil(end, next, latencies, failures)));
        }
        for (var thread : threads) {
            thread.join();
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        return Measured.of(clients, List.copyOf(latencies), failures.get(), seconds);
    }

    private void askUntil(long end, AtomicInteger next, ConcurrentLinkedQueue<Long> latencies, AtomicInteger failures) {
        try {
            while (System.nanoTime() < end) {
                var text = texts.get(Math.floorMod(next.getAndIncrement(), texts.size()));
                var begin = System.nanoTime();
                try {
                    api.analyse(text, UUID.randomUUID().toString());
                    latencies.add(System.nanoTime() - begin);
                } catch (LauncherException e) {
                    failures.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
