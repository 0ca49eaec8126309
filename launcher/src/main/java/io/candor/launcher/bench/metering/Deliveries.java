package io.candor.launcher.bench.metering;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Delivers numbered events as a bad network would: in any order, some of them again and again, and everything once more
 * that was not answered.
 */
final class Deliveries {
    private static final int SENDERS = 4;
    private static final int BATCH = 250;
    private static final int REPEATED = 25;

    private final Bench bench;
    private final UUID tenant;
    private final EventSource source;
    private final Random random = new Random(7);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    Deliveries(Bench bench, UUID tenant, EventSource source) {
        this.bench = bench;
        this.tenant = tenant;
        this.source = source;
    }

    /** Delivers the events numbered from {@code from} to before {@code to} until each batch is answered. */
    void deliver(int from, int to) throws InterruptedException {
        var batches = batches(from, to);
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < SENDERS; i++) {
            threads.add(Thread.ofPlatform().start(() -> send(batches)));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (!batches.isEmpty()) {
            throw new LauncherException("Not every batch was answered");
        }
    }

    /** How many events were delivered, repetitions counted. */
    long delivered() {
        return delivered.get();
    }

    /** How many requests got no answer, because the receiver was killed. */
    long unanswered() {
        return unanswered.get();
    }

    private ConcurrentLinkedQueue<List<Integer>> batches(int from, int to) {
        var numbers = IntStream.range(from, to).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(numbers, random);
        var batches = new ArrayList<List<Integer>>();
        for (var begin = 0; begin < numbers.size(); begin += BATCH) {
            var batch = new ArrayList<>(numbers.subList(begin, Math.min(begin + BATCH, numbers.size())));
            random.ints(REPEATED, 0, to).forEach(batch::add);
            Collections.shuffle(batch, random);
            batches.add(batch);
            if (random.nextInt(10) == 0) {
                batches.add(batch);
            }
        }
        Collections.shuffle(batches, random);
        return new ConcurrentLinkedQueue<>(batches);
    }

    private void send(ConcurrentLinkedQueue<List<Integer>> batches) {
        try {
            for (var batch = batches.poll(); batch != null; batch = batches.poll()) {
                var body = batch.stream().map(source::json).collect(Collectors.joining(",", "{\"events\":[", "]}"));
                while (!isTaken(body)) {
                    unanswered.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                delivered.addAndGet(batch.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(String body) throws InterruptedException {
        try {
            var answer = bench.post(IntakeLoad.INTAKE, tenant, "internal:usage", body);
            if (answer.status() == 200) {
                return true;
            }
            if (answer.status() < 500) {
                throw new LauncherException("The intake refused a batch: " + answer.body());
            }
            return false;
        } catch (IOException killed) {
            return false;
        }
    }
}
