package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs one model: a fair queue (see {@link BatchQueue}) and one platform thread for each instance. Answers are given on the
 * instance's thread, so what depends on a future must be short or go elsewhere. If a batch of several requests fails, each
 * is run once more alone, so that one request cannot fail another's.
 */
public final class Scheduler<T, R> implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final Dispatch<T, R> dispatch;
    private final SchedulerListener listener;
    private final Ticker ticker;
    private final @Nullable AnswerOrder<T, R> order;
    private final List<Instance<T, R>> instances = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts the instances' threads.
     *
     * @param name the model's name, for threads and messages
     * @param instances the instances, at least one; the scheduler closes them
     */
    public Scheduler(
            String name, SchedulerSettings settings, List<BatchRunner<T, R>> instances, SchedulerListener listener) {
        this(name, settings, instances, listener, Ticker.SYSTEM);
    }

    /** As above, with a clock for queue times; sleeping goes by the machine's clock. */
    Scheduler(
            String name,
            SchedulerSettings settings,
            List<BatchRunner<T, R>> runners,
            SchedulerListener listener,
            Ticker ticker) {
        if (runners.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one instance");
        }
        this.name = name;
        this.listener = new SafeListener(listener);
        this.ticker = ticker;
        dispatch = new Dispatch<>(name, settings, runners.size(), ticker);
        order = settings.preserveOrdering() ? new AnswerOrder<>() : null;
        for (var runner : runners) {
            var instance = new Instance<>(runner, this, dispatch, this.listener, ticker);
            instances.add(instance);
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name(name + "-" + threads.size())
                    .unstarted(instance));
        }
        threads.forEach(Thread::start);
        if (settings.hasTimeouts()) {
            Thread.ofVirtual().name(name + "-timeouts").start(this::failTimedOut);
        }
    }

    /**
     * Queues a request; never blocks. The future fails at once with {@link QueueFullException} or
     * {@link SchedulerClosedException}, later with {@link TimedOutException} or what the runner threw. Cancelling it takes
     * the request out of the queue; one that runs already goes on, unheard.
     *
     * @throws IllegalArgumentException if the request has more rows than a batch
     */
    public CompletableFuture<R> submit(Submission<T> submission) {
        var call = new Call<>(submission, ticker.nanos(), this);
        try {
            dispatch.offer(call, submission, order);
        } catch (QueueFullException e) {
            return refused(call, Rejection.QUEUE_FULL, e);
        } catch (SchedulerClosedException e) {
            return refused(call, Rejection.CLOSED, e);
        }
        listener.queued(submission.tenant(), submission.rows());
        return call;
    }

    /** How many requests wait; those that run are not counted. */
    public int pending() {
        return dispatch.pending();
    }

    /** {@link #close(Duration)} with a grace of 30 seconds. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Refuses new requests, runs what is queued without waiting for more, and closes the runners. What has no answer after
     * {@code grace} fails with {@link SchedulerClosedException}; a runner still at work is closed when it returns. On an
     * instance's own thread it only starts all this.
     */
    public void close(Duration grace) {
        dispatch.close();
        if (threads.contains(Thread.currentThread()) || ended(grace)) {
            return;
        }
        for (var call : dispatch.removeAll()) {
            withdrawn(call, Rejection.CLOSED);
            call.completeExceptionally(new SchedulerClosedException(name));
        }
        for (var instance : instances) {
            instance.running().forEach(call -> call.completeExceptionally(new SchedulerClosedException(name)));
        }
    }

    boolean remove(Call<T, R> call) {
        return dispatch.remove(call);
    }

    void withdrawn(Call<T, R> call, Rejection reason) {
        listener.rejected(call.tenant, reason);
        if (order != null) {
            order.withdrawn(call);
        }
    }

    void timedOut(List<Call<T, R>> calls) {
        for (var call : calls) {
            withdrawn(call, Rejection.TIMEOUT);
            call.completeExceptionally(new TimedOutException());
        }
    }

    void settle(Call<T, R> call) {
        if (order != null) {
            order.settled(call);
        } else {
            call.answer();
        }
    }

    private CompletableFuture<R> refused(Call<T, R> call, Rejection reason, RuntimeException cause) {
        listener.rejected(call.tenant, reason);
        call.completeExceptionally(cause);
        return call;
    }

    /** All instances may be busy when a request times out, so somebody else must tell its caller. */
    private void failTimedOut() {
        for (var calls = dispatch.nextTimedOut(); !calls.isEmpty(); calls = dispatch.nextTimedOut()) {
            timedOut(calls);
        }
    }

    private boolean ended(Duration grace) {
        try {
            return dispatch.awaitEnd(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
