package io.candor.modelruntime.scheduler;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A submitted request and the promise of its answer. */
final class Call<T, R> extends CompletableFuture<R> {
    final T item;
    final String tenant;
    final int rows;
    final long submitted;
    final Link<Call<T, R>> inLine = new Link<>(this);
    private final Scheduler<T, R> scheduler;
    /** Where it waits or waited; written and read under the lock of the queue. */
    @Nullable
    Queued<Call<T, R>> place;
    /** Whether it has its answer and waits for those before it; written and read under the lock of the order. */
    boolean isSettled;

    private @Nullable R result;
    private @Nullable Throwable failure;

    Call(Submission<T> submission, long submitted, Scheduler<T, R> scheduler) {
        this.item = submission.item();
        this.tenant = submission.tenant();
        this.rows = submission.rows();
        this.submitted = submitted;
        this.scheduler = scheduler;
    }

    /** Frees its place in the queue before anybody hears of it. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        var removed = scheduler.remove(this);
        var cancelled = super.cancel(mayInterruptIfRunning);
        if (removed) {
            scheduler.withdrawn(this, Rejection.CANCELLED);
        }
        return cancelled;
    }

    /** What depends on an answer has no place in a queue. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    void succeeded(R value) {
        result = value;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    /** Gives the answer; what depends on it runs now, on this thread. */
    void answer() {
        if (failure != null) {
            completeExceptionally(failure);
        } else {
            complete(result);
        }
    }
}
