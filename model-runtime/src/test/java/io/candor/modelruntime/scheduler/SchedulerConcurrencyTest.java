package io.candor.modelruntime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several instances, many clients, some of which change their mind. */
class SchedulerConcurrencyTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 1_000;

    private final Map<Integer, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void everyRequestIsAnsweredOnceOrCancelled() throws Exception {
        check(new SchedulerSettings(
                16,
                Set.of(4),
                Duration.ofNanos(200_000),
                false,
                3,
                2,
                new QueuePolicy(TimeoutAction.REJECT, Duration.ofSeconds(60), true, 0),
                Map.of(),
                List.of(8, 32)));
    }

    @Test
    void everyTenantsAnswersKeepTheirOrder() throws Exception {
        var settings = new SchedulerSettings(
                4, Set.of(), Duration.ZERO, true, 0, 0, QueuePolicy.UNLIMITED, Map.of(), List.of(8, 32));
        var orders = check(settings);

        for (var order : orders.values()) {
            assertThat(List.copyOf(order)).isSorted();
        }
    }

    /** The numbers of the requests that were answered, for each client in the order of the answers. */
    private Map<Integer, Queue<Integer>> check(SchedulerSettings settings) throws Exception {
        var answers = new ConcurrentHashMap<Integer, Queue<Integer>>();
        var futures = new ConcurrentLinkedQueue<CompletableFuture<Integer>>();
        var wrong = new ConcurrentLinkedQueue<Integer>();
        BatchRunner<Integer, Integer> runner = this::run;
        var scheduler = new Scheduler<>("echo", settings, List.of(runner, runner, runner), new Counter());
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var client = 0; client < CLIENTS; client++) {
                var number = client;
                clients.submit(() -> {
                    var random = new SplittableRandom(number);
                    var order = answers.computeIfAbsent(number, key -> new ConcurrentLinkedQueue<>());
                    for (var i = 0; i < REQUESTS; i++) {
                        var item = number * REQUESTS + i;
                        var future = scheduler.submit(new Submission<>(
                                item,
                                "tenant " + number,
                                1 + number,
                                1 + random.nextInt(4),
                                random.nextInt(40),
                                random.nextInt(4),
                                null));
                        futures.add(future);
                        future.thenAccept(answer -> {
                            order.add(answer);
                            if (answer != item) {
                                wrong.add(answer);
                            }
                        });
                        if (random.nextInt(5) == 0) {
                            future.cancel(true);
                        } else if (random.nextInt(20) == 0) {
                            await(future);
                        }
                    }
                });
            }
        }
        var all = new ArrayList<>(futures);
        all.forEach(SchedulerConcurrencyTest::await);
        scheduler.close();

        assertThat(all).hasSize(CLIENTS * REQUESTS);
        assertThat(wrong).isEmpty();
        assertThat(all).allMatch(future -> future.isCancelled() || !future.isCompletedExceptionally());
        var answered = all.stream().filter(future -> !future.isCancelled()).toList();
        assertThat(runs.values()).allMatch(count -> count.get() == 1);
        assertThat(answered).allMatch(future -> runs.containsKey(future.join()));
        assertThat(ended.get()).isEqualTo(queued.get()).isEqualTo(all.size());
        assertThat(scheduler.pending()).isZero();
        return answers;
    }

    private BatchOutcome<Integer> run(List<Integer> items) {
        items.forEach(
                item -> runs.computeIfAbsent(item, key -> new AtomicInteger()).incrementAndGet());
        return new BatchOutcome<>(items, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private static void await(CompletableFuture<Integer> future) {
        try {
            future.copy().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException | CancellationException e) {
            assertThat(future).isCancelled();
        }
    }

    private final class Counter implements SchedulerListener {
        @Override
        public void queued(String tenant, int rows) {
            queued.incrementAndGet();
        }

        @Override
        public void rejected(String tenant, Rejection reason) {
            ended.incrementAndGet();
        }

        @Override
        public void executed(BatchStatistics batch) {
            ended.addAndGet(batch.requests().size());
        }
    }
}
