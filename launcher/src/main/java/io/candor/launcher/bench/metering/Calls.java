package io.candor.launcher.bench.metering;

import io.candor.launcher.demo.DemoTexts;
import io.candor.launcher.service.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Calls of a customer through the gateway, each asked again with its idempotency key until it is answered. */
final class Calls {
    private static final int CLIENTS = 8;

    private final Bench bench;
    private final String apiKey;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong attempts = new AtomicLong();

    Calls(Bench bench, String apiKey) {
        this.bench = bench;
        this.apiKey = apiKey;
    }

    void make(int calls) throws InterruptedException {
        var left = new AtomicInteger(calls);
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (var call = left.getAndDecrement(); call > 0; call = left.getAndDecrement()) {
                        ask();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /** How many calls were answered. */
    long answered() {
        return answered.get();
    }

    /** How many requests that took. */
    long attempts() {
        return attempts.get();
    }

    private void ask() throws InterruptedException {
        var number = answered.incrementAndGet();
        var texts = DemoTexts.all();
        var text = texts.get((int) (number % texts.size()));
        var body = Bench.JSON.createObjectNode().put("text", text.text()).put("intent_set", text.intentSet());
        var request = HttpRequest.newBuilder(
                        URI.create(bench.platform().url(Service.GATEWAY) + "/v1/assistant/analyses"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "call-" + number)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        while (!isAnswered(request)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isAnswered(HttpRequest request) throws InterruptedException {
        attempts.incrementAndGet();
        try {
            return bench.http().send(request, BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException killed) {
            return false;
        }
    }
}
