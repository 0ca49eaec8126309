package io.candor.launcher.bench.metering;

import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Clients that each post a batch of new events to the intake as soon as the one before is taken. */
record IntakeLoad(HttpClient http, OperatorToken tokens, String tenantService, List<UUID> tenants, int events) {
    static final String INTAKE = "/internal/v1/usage-events";
    private static final Duration TOKEN_KEPT = Duration.ofSeconds(30);

    /** What a load measured: a rate per second, and the times that the batches took in nanoseconds. */
    record Measured(int clients, long accepted, double perSecond, List<Long> latencies) {
        /** The nearest rank, in milliseconds. */
        double millisecondsAt(int percent) {
            var sorted = latencies.stream().sorted().toList();
            var rank = (int) Math.ceil(sorted.size() * percent / 100.0);
            return sorted.isEmpty() ? 0 : Math.round(sorted.get(Math.max(0, rank - 1)) / 1e4) / 100.0;
        }
    }

    Measured run(int clients, Duration time) throws InterruptedException {
        var accepted = new AtomicLong();
        var latencies = new ConcurrentLinkedQueue<Long>();
        var problems = new ConcurrentLinkedQueue<String>();
        var begin = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (var client = 0; client < clients; client++) {
            var number = client;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    postUntil(begin + time.toNanos(), number, clients, accepted, latencies);
                } catch (IOException | LauncherException e) {
                    problems.add(String.valueOf(e.getMessage()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (!problems.isEmpty()) {
            throw new LauncherException("The intake refused a batch: " + problems.peek());
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        return new Measured(clients, accepted.get(), accepted.get() / seconds, List.copyOf(latencies));
    }

    private void postUntil(
            long end, int number, int clients, AtomicLong accepted, ConcurrentLinkedQueue<Long> latencies)
            throws IOException, InterruptedException {
        var mine = IntStream.range(0, tenants.size())
                .filter(i -> i % clients == number)
                .mapToObj(tenants::get)
                .toList();
        var batch = new EventBatch(events, Instant.now(), System.nanoTime() + number);
        var minted = new ArrayList<String>();
        var mintedAt = 0L;
        for (var turn = 0; System.nanoTime() < end; turn++) {
            if (minted.isEmpty() || System.nanoTime() - mintedAt > TOKEN_KEPT.toNanos()) {
                minted.clear();
                mine.forEach(tenant -> minted.add(tokens.mint(tenant, List.of("internal:usage"))));
                mintedAt = System.nanoTime();
            }
            var begin = System.nanoTime();
            post(minted.get(turn % minted.size()), batch.next());
            latencies.add(System.nanoTime() - begin);
            accepted.addAndGet(events);
        }
    }

    private void post(String token, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(tenantService + INTAKE))
                .timeout(Duration.ofSeconds(60))
                .header(OperatorToken.HEADER, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        var expected = "{\"accepted\":" + events + ",\"duplicates\":0}";
        if (answer.statusCode() != 200 || !answer.body().equals(expected)) {
            throw new LauncherException(answer.statusCode() + " " + answer.body());
        }
    }
}
