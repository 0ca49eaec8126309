package io.candor.launcher.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Event streams: many at once, of which every frame must come, and one after another for the time of the first byte. */
record StreamLoad(ProxyLoad load) {
    private static final String[] STREAM = {"Accept", "text/event-stream"};

    ObjectNode many(int streams) throws InterruptedException {
        var work = new ArrayList<Callable<Long>>();
        for (var stream = 0; stream < streams; stream++) {
            work.add(this::frames);
        }
        var frames = 0L;
        var failed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(work)) {
                try {
                    frames += future.get();
                } catch (ExecutionException e) {
                    failed++;
                }
            }
        }
        return new ObjectMapper()
                .createObjectNode()
                .put("streams", streams)
                .put("failed", failed)
                .put("frames", frames)
                .put("frames_lost", (long) streams * BareUpstream.FRAMES - frames);
    }

    private long frames() throws IOException, InterruptedException {
        return load.http()
                .send(load.request(STREAM), HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("data:"))
                .count();
    }

    /** The median time until the first byte in microseconds. */
    double firstByte(int times) throws IOException, InterruptedException {
        var latencies = new long[times];
        for (var time = 0; time < times; time++) {
            var begin = System.nanoTime();
            var answer = load.http().send(load.request(STREAM), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                body.read();
                latencies[time] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(latencies);
        return ProxyLoad.percentile(latencies, 50);
    }
}
