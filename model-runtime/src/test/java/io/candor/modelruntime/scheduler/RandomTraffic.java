package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A queue under steps that jqwik chose, and what came of each request. Items are numbered in the order of offers. */
final class RandomTraffic {
    static final List<String> TENANTS = List.of("a", "b", "c", "probe");
    static final int MOST_WEIGHT = 5;

    private final SchedulerSettings settings;
    private final BatchQueue<Integer> queue;
    private final List<Queued<Integer>> requests = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private final List<Decision.Batch<Integer>> batches = new ArrayList<>();
    private long now;

    RandomTraffic(SchedulerSettings settings) {
        this.settings = settings;
        queue = new BatchQueue<>(settings);
    }

    /** {@code figure} means the tenant and which request to cancel, {@code size} the rows, the length and the time. */
    record Step(Kind kind, int figure, int size, int priority) {
        enum Kind {
            OFFER,
            CANCEL,
            POLL,
            EXPIRE,
            PASS
        }
    }

    static Arbitrary<Step> steps() {
        var kinds = Arbitraries.frequency(
                Tuple.of(6, Step.Kind.OFFER),
                Tuple.of(1, Step.Kind.CANCEL),
                Tuple.of(2, Step.Kind.POLL),
                Tuple.of(1, Step.Kind.EXPIRE),
                Tuple.of(2, Step.Kind.PASS));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(1, 80),
                        Arbitraries.integers().between(0, 4))
                .as(Step::new);
    }

    void take(Step step) {
        switch (step.kind()) {
            case OFFER ->
                offer(
                        TENANTS.get(step.figure() % TENANTS.size()),
                        1 + step.figure() % MOST_WEIGHT,
                        step.size(),
                        step.priority());
            case CANCEL -> cancel(step.figure());
            case POLL -> poll();
            case EXPIRE -> expire();
            case PASS -> now += step.size() / 4;
        }
    }

    Queued<Integer> offer(String tenant, int weight, int size, int priority) {
        var rows = 1 + size % Math.min(3, settings.maxBatchSize());
        var own = size % 2 == 0 ? null : Duration.ofNanos(size);
        try {
            var request =
                    queue.offer(new Submission<>(requests.size(), tenant, weight, rows, size, priority, own), now);
            requests.add(request);
            return request;
        } catch (QueueFullException e) {
            return requests.getLast();
        }
    }

    /** Keeps every tenant but the probe at no fewer than {@code depth} requests. */
    void saturate(int depth) {
        for (var tenant : TENANTS.subList(0, 3)) {
            var waiting = waiting().stream()
                    .filter(request -> request.tenant.tenant.equals(tenant))
                    .count();
            for (var i = waiting; i < depth; i++) {
                offer(tenant, MOST_WEIGHT, 1 + (int) (i * 37 + requests.size()) % 80, 0);
            }
        }
    }

    Decision<Integer> poll() {
        var decision = queue.poll(now);
        if (decision instanceof Decision.Batch<Integer> batch) {
            batches.add(batch);
            batch.requests().forEach(request -> left.add(request.item));
        }
        return decision;
    }

    void finish() {
        queue.hurry();
        while (!(poll() instanceof Decision.Idle)) {
            expire();
        }
        expire();
    }

    void cancelAllOf(String tenant) {
        for (var request : waiting()) {
            if (request.tenant.tenant.equals(tenant)) {
                queue.cancel(request);
                left.add(request.item);
            }
        }
    }

    private void cancel(int figure) {
        if (!requests.isEmpty()) {
            var request = requests.get(figure % requests.size());
            if (queue.cancel(request)) {
                left.add(request.item);
            }
        }
    }

    private void expire() {
        queue.expire(now).forEach(request -> left.add(request.item));
    }

    List<Integer> offered() {
        return requests.stream().map(request -> request.item).toList();
    }

    List<Integer> left() {
        return left;
    }

    List<Decision.Batch<Integer>> batches() {
        return batches;
    }

    List<Queued<Integer>> waiting() {
        return requests.stream().filter(request -> request.isQueued).toList();
    }

    BatchQueue<Integer> queue() {
        return queue;
    }

    long now() {
        return now;
    }
}
