package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock around a {@link BatchQueue}, and who sleeps and wakes. Of the idle instances one at most, the lookout, sleeps
 * until a batch has waited long enough; a request wakes a thread only if there is something to do for it.
 */
final class Dispatch<T, R> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition deadline = lock.newCondition();
    private final Condition end = lock.newCondition();
    private final BatchQueue<Call<T, R>> queue;
    private final Ticker ticker;
    private final String name;
    private int idle;
    private int instances;
    private boolean hasLookout;
    private boolean closed;
    private long watched = Queued.NEVER;

    Dispatch(String name, SchedulerSettings settings, int instances, Ticker ticker) {
        this.name = name;
        this.queue = new BatchQueue<>(settings);
        this.instances = instances;
        this.ticker = ticker;
    }

    /** What an instance has to do: fail those that timed out, run the others together. */
    record Step<T, R>(List<Call<T, R>> timedOut, List<Call<T, R>> batch) {}

    /** Queues {@code call}; {@code entered} happens in the order in which calls enter. */
    void offer(Call<T, R> call, Submission<T> submission, @Nullable AnswerOrder<T, R> order) {
        lock.lock();
        try {
            if (closed) {
                throw new SchedulerClosedException(name);
            }
            var place = queue.offer(submission.carrying(call), call.submitted);
            call.place = place;
            if (order != null) {
                order.enter(call);
            }
            if (place.deadline < watched) {
                deadline.signal();
            }
            wakeIfNeeded(call.submitted);
        } finally {
            lock.unlock();
        }
    }

    /** Takes {@code call} out of the queue; false where it is not there. */
    boolean remove(Call<T, R> call) {
        lock.lock();
        try {
            return call.place != null && queue.cancel(call.place);
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until there is something to do for an instance; null when there never will be. */
    @Nullable
    Step<T, R> next() {
        lock.lock();
        try {
            while (true) {
                var now = ticker.nanos();
                var decision = queue.poll(now);
                var timedOut = calls(queue.expire(now));
                if (decision instanceof Decision.Batch<Call<T, R>>(var requests, var rows)) {
                    wakeIfNeeded(now);
                    return new Step<>(timedOut, calls(requests));
                }
                if (!timedOut.isEmpty()) {
                    return new Step<>(timedOut, List.of());
                }
                if (closed && queue.size() == 0) {
                    return null;
                }
                sleep(decision, now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until some have timed out; nothing when none ever will. */
    List<Call<T, R>> nextTimedOut() {
        lock.lock();
        try {
            while (instances > 0) {
                var now = ticker.nanos();
                var timedOut = queue.expire(now);
                if (!timedOut.isEmpty()) {
                    return calls(timedOut);
                }
                watched = queue.nextDeadline();
                if (watched == Queued.NEVER) {
                    deadline.awaitUninterruptibly();
                } else {
                    sleepUntilAfter(watched - now);
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes in any more, and what is queued leaves without waiting for more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.hurry();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An instance has left for good. */
    void ended() {
        lock.lock();
        try {
            instances--;
            if (instances == 0) {
                end.signalAll();
                deadline.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all instances have left; false where they have not within {@code grace}. */
    boolean awaitEnd(Duration grace) throws InterruptedException {
        lock.lock();
        try {
            var left = grace.toNanos();
            while (instances > 0 && left > 0) {
                left = end.awaitNanos(left);
            }
            return instances == 0;
        } finally {
            lock.unlock();
        }
    }

    List<Call<T, R>> removeAll() {
        lock.lock();
        try {
            var removed = calls(queue.removeAll());
            work.signalAll();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    private void wakeIfNeeded(long now) {
        if (idle > 0 && queue.size() > 0 && (!hasLookout || queue.isReady(now))) {
            work.signal();
        }
    }

    private void sleep(Decision<Call<T, R>> decision, long now) {
        idle++;
        try {
            if (decision instanceof Decision.WaitUntil<Call<T, R>>(var until) && !hasLookout) {
                hasLookout = true;
                try {
                    work.awaitNanos(until - now);
                } finally {
                    hasLookout = false;
                }
            } else {
                work.await();
            }
        } catch (InterruptedException e) {
            // A runner left its thread interrupted; the flag is clear now, and the caller asks the queue again.
        } finally {
            idle--;
        }
    }

    private void sleepUntilAfter(long nanos) {
        try {
            deadline.awaitNanos(nanos + 1);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread on purpose; the caller looks at the queue again.
        }
    }

    private static <T, R> List<Call<T, R>> calls(List<Queued<Call<T, R>>> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        var calls = new ArrayList<Call<T, R>>(requests.size());
        for (var request : requests) {
            calls.add(request.item);
        }
        return calls;
    }
}
