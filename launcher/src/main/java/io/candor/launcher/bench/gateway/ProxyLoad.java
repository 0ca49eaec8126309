package io.candor.launcher.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/** Clients that send the same request again and again, each as soon as it is answered. */
record ProxyLoad(HttpClient http, String address, String apiKey) {
    private static final int ANSWERED = 201;
    private static final double NANOS_IN_MICRO = 1e3;

    /** What was measured: latencies in microseconds. */
    record Measured(int answered, int failed, double perSecond, double p50, double p99) {}

    Measured run(int clients, Duration time) throws InterruptedException {
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        var work = new ArrayList<Callable<long[]>>();
        for (var client = 0; client < clients; client++) {
            work.add(() -> askUntil(end));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var latencies = new ArrayList<long[]>();
            for (var future : threads.invokeAll(work)) {
                latencies.add(future.get());
            }
            return measured(latencies, (System.nanoTime() - begin) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The latency of each request in nanoseconds; 0 for one that failed. */
    private long[] askUntil(long end) throws InterruptedException {
        var latencies = LongStream.builder();
        while (System.nanoTime() < end) {
            var begin = System.nanoTime();
            latencies.add(isAnswered() ? System.nanoTime() - begin : 0);
        }
        return latencies.build().toArray();
    }

    private boolean isAnswered() throws InterruptedException {
        try {
            return http.send(request(), HttpResponse.BodyHandlers.discarding()).statusCode() == ANSWERED;
        } catch (IOException lostConnection) {
            return false;
        }
    }

    HttpRequest request(String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + "/v1/assistant/analyses"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"I want to freeze my card\"}"));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static Measured measured(List<long[]> latencies, double seconds) {
        var all = latencies.stream().flatMapToLong(Arrays::stream).toArray();
        var good = Arrays.stream(all).filter(latency -> latency > 0).sorted().toArray();
        return new Measured(
                good.length,
                all.length - good.length,
                good.length / seconds,
                percentile(good, 50),
                percentile(good, 99));
    }

    /** Nearest rank in microseconds; 0 when nothing was measured. */
    static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        var rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return Math.round(sorted[Math.max(0, rank - 1)] / NANOS_IN_MICRO);
    }
}
