package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the model: takes batches and runs them, until there are no more. */
final class Instance<T, R> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final BatchRunner<T, R> runner;
    private final Scheduler<T, R> scheduler;
    private final Dispatch<T, R> dispatch;
    private final SchedulerListener listener;
    private final Ticker ticker;
    private volatile List<Call<T, R>> running = List.of();

    Instance(
            BatchRunner<T, R> runner,
            Scheduler<T, R> scheduler,
            Dispatch<T, R> dispatch,
            SchedulerListener listener,
            Ticker ticker) {
        this.runner = runner;
        this.scheduler = scheduler;
        this.dispatch = dispatch;
        this.listener = listener;
        this.ticker = ticker;
    }

    /** What it is at now. */
    List<Call<T, R>> running() {
        return running;
    }

    @Override
    public void run() {
        try (runner) {
            for (var step = dispatch.next(); step != null; step = dispatch.next()) {
                scheduler.timedOut(step.timedOut());
                running = step.batch();
                runAll(step.batch());
                running = List.of();
            }
        } catch (Exception e) {
            LOG.warn("An instance ended badly", e);
        } finally {
            dispatch.ended();
        }
    }

    private void runAll(List<Call<T, R>> batch) {
        var calls = wanted(batch);
        if (calls.isEmpty()) {
            return;
        }
        var started = ticker.nanos();
        var failure = attempt(calls, started);
        if (failure != null && calls.size() == 1) {
            failed(calls.getFirst(), started, failure);
        } else if (failure != null) {
            runAlone(calls, started);
        }
    }

    /** One of them made the model fail: the others must not suffer for it. */
    private void runAlone(List<Call<T, R>> calls, long started) {
        for (var call : wanted(calls)) {
            var failure = attempt(List.of(call), started);
            if (failure != null) {
                failed(call, started, failure);
            }
        }
    }

    /** Runs {@code calls} together and answers them; or the failure, and then none is answered. */
    private @Nullable Throwable attempt(List<Call<T, R>> calls, long started) {
        BatchOutcome<R> outcome;
        try {
            outcome = runner.run(items(calls));
            if (outcome.results().size() != calls.size()) {
                throw new IllegalStateException("The model gave %d results for %d requests"
                        .formatted(outcome.results().size(), calls.size()));
            }
        } catch (Throwable e) {
            return e;
        }
        listener.executed(statistics(calls, started, outcome));
        for (var i = 0; i < calls.size(); i++) {
            calls.get(i).succeeded(outcome.results().get(i));
            scheduler.settle(calls.get(i));
        }
        return null;
    }

    private void failed(Call<T, R> call, long started, Throwable cause) {
        listener.failed(served(call, started), cause);
        call.failed(cause);
        scheduler.settle(call);
    }

    private BatchStatistics statistics(List<Call<T, R>> calls, long started, BatchOutcome<R> outcome) {
        var served = new ArrayList<ServedRequest>(calls.size());
        var rows = 0;
        for (var call : calls) {
            served.add(served(call, started));
            rows += call.rows;
        }
        return new BatchStatistics(rows, served, outcome.input(), outcome.infer(), outcome.output());
    }

    private ServedRequest served(Call<T, R> call, long started) {
        return new ServedRequest(call.tenant, call.rows, Duration.ofNanos(started - call.submitted));
    }

    private List<T> items(List<Call<T, R>> calls) {
        var items = new ArrayList<T>(calls.size());
        for (var call : calls) {
            items.add(call.item);
        }
        return items;
    }

    private List<Call<T, R>> wanted(List<Call<T, R>> calls) {
        var wanted = new ArrayList<Call<T, R>>(calls.size());
        for (var call : calls) {
            if (call.isDone()) {
                scheduler.withdrawn(call, Rejection.CANCELLED);
            } else {
                wanted.add(call);
            }
        }
        return wanted;
    }
}
