package io.candor.modelruntime.generation;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets so many callers in at a time; the others wait, bounded, and the tenants take turns. When no more may wait, the
 * newest caller of the tenant with the most waiting goes: one tenant cannot keep the others out.
 */
public final class Turns {
    private static final long ASK_MILLIS = 20;
    private static final long FIRST_GUESS = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Deque<Waiter>> waiting = new LinkedHashMap<>();
    private final int places;
    private final int mostWaiting;
    private int free;
    private int waiters;
    private long usualNanos = FIRST_GUESS;

    /** So many places, and so many callers that wait for one. */
    public Turns(int places, int mostWaiting) {
        this.places = places;
        this.free = places;
        this.mostWaiting = mostWaiting;
    }

    private static final class Waiter {
        private final Condition turn;
        private State state = State.WAITS;

        private Waiter(Condition turn) {
            this.turn = turn;
        }

        private void become(State next) {
            state = next;
            turn.signal();
        }
    }

    private enum State {
        WAITS,
        IN,
        REFUSED
    }

    /**
     * Waits for a place.
     *
     * @return false when {@code cancelled}: then there is no place to give back
     * @throws EngineException 429 {@code model-overloaded} when too many wait already
     */
    public boolean enter(String tenant, BooleanSupplier cancelled) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            var waiter = new Waiter(lock.newCondition());
            queue(tenant, waiter);
            return await(tenant, waiter, cancelled);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back after {@code nanos}; the next tenant's first caller has it. */
    public void leave(long nanos) {
        lock.lock();
        try {
            usualNanos += (nanos - usualNanos) / 8;
            var next = waiting.pollFirstEntry();
            if (next == null) {
                free++;
                return;
            }
            var waiter = next.getValue().removeFirst();
            waiters--;
            if (!next.getValue().isEmpty()) {
                waiting.putLast(next.getKey(), next.getValue());
            }
            waiter.become(State.IN);
        } finally {
            lock.unlock();
        }
    }

    private void queue(String tenant, Waiter waiter) {
        waiting.computeIfAbsent(tenant, key -> new ArrayDeque<>()).addLast(waiter);
        waiters++;
        if (waiters > mostWaiting) {
            var longest = waiting.entrySet().stream()
                    .max(Comparator.comparingInt(entry -> size(entry.getKey(), tenant)))
                    .orElseThrow();
            var refused = longest.getValue().getLast();
            remove(longest.getKey(), refused);
            refused.become(State.REFUSED);
        }
    }

    /** Of equally long queues the caller's is taken for the longest: it came last. */
    private int size(String tenant, String caller) {
        var queue = waiting.get(tenant);
        return queue == null ? 0 : 2 * queue.size() + (tenant.equals(caller) ? 1 : 0);
    }

    private boolean await(String tenant, Waiter waiter, BooleanSupplier cancelled) {
        while (waiter.state == State.WAITS) {
            if (cancelled.getAsBoolean() || !await(waiter)) {
                if (waiter.state == State.WAITS) {
                    remove(tenant, waiter);
                } else if (waiter.state == State.IN) {
                    leave(usualNanos);
                }
                return false;
            }
        }
        if (waiter.state == State.REFUSED) {
            throw overloaded();
        }
        return true;
    }

    /** False when the thread is interrupted. */
    private static boolean await(Waiter waiter) {
        try {
            waiter.turn.await(ASK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void remove(String tenant, Waiter waiter) {
        var queue = waiting.get(tenant);
        if (queue != null && queue.remove(waiter)) {
            waiters--;
            if (queue.isEmpty()) {
                waiting.remove(tenant);
            }
        }
    }

    private EngineException overloaded() {
        var after = Duration.ofNanos(Math.max(TimeUnit.SECONDS.toNanos(1), usualNanos * (waiters + 1) / places));
        return new EngineException(
                HttpStatus.TOO_MANY_REQUESTS,
                "model-overloaded",
                "Too many callers wait for this model already; try again in " + after.toSeconds() + " s",
                after,
                true,
                null);
    }
}
