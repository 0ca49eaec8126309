package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A scheduler over instances that run only when the test says so, and what its listener heard. */
final class SchedulerFixture implements AutoCloseable {
    private static final long PATIENCE = 20;

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<BatchStatistics> executed = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final List<GatedRunner> runners;
    final Scheduler<String, String> scheduler;
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private final List<Run> started = new CopyOnWriteArrayList<>();

    SchedulerFixture(SchedulerSettings settings, int instances) {
        runners = IntStream.range(0, instances).mapToObj(i -> new GatedRunner()).toList();
        scheduler = new Scheduler<>("echo", settings, List.copyOf(runners), new Recorder());
    }

    /** A batch in an instance, which stands still until it is told how to end. */
    record Run(List<String> items, CompletableFuture<List<String>> end) {
        /** Gives each item back with a mark. */
        void succeed() {
            end.complete(items.stream().map(item -> item + "!").toList());
        }

        void fail(Exception failure) {
            end.completeExceptionally(failure);
        }
    }

    CompletableFuture<String> submit(String tenant, String item) {
        return scheduler.submit(Submission.of(item, tenant));
    }

    /** The next batch that an instance has taken. */
    Run nextRun() throws InterruptedException {
        var run = runs.poll(PATIENCE, TimeUnit.SECONDS);
        if (run == null) {
            throw new AssertionError("No instance took a batch");
        }
        return run;
    }

    boolean hasRun() {
        return !runs.isEmpty();
    }

    static <R> R answer(CompletableFuture<R> future) throws Exception {
        return future.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        runners.forEach(runner -> runner.isFree = true);
        started.forEach(Run::succeed);
        scheduler.close(Duration.ofSeconds(PATIENCE));
    }

    final class GatedRunner implements BatchRunner<String, String> {
        volatile boolean isFree;
        volatile boolean isClosed;

        @Override
        public BatchOutcome<String> run(List<String> items) throws Exception {
            var run = new Run(new ArrayList<>(items), new CompletableFuture<>());
            started.add(run);
            runs.add(run);
            if (isFree) {
                run.succeed();
            }
            try {
                return new BatchOutcome<>(
                        run.end().get(), Duration.ofNanos(1), Duration.ofNanos(2), Duration.ofNanos(3));
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private final class Recorder implements SchedulerListener {
        @Override
        public void queued(String tenant, int rows) {
            heard.add("queued " + tenant + " " + rows);
        }

        @Override
        public void rejected(String tenant, Rejection reason) {
            heard.add("rejected " + tenant + " " + reason);
        }

        @Override
        public void executed(BatchStatistics batch) {
            executed.add(batch);
        }

        @Override
        public void failed(ServedRequest request, Throwable cause) {
            heard.add("failed " + request.tenant());
            failures.add(cause);
        }
    }
}
