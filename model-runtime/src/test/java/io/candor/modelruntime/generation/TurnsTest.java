package io.candor.modelruntime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();

    @Test
    void tenantsTakeTurnsHoweverManyOfTheirCallersWait() throws InterruptedException {
        var turns = new Turns(1, 10);
        turns.enter("first", () -> false);
        for (var caller : List.of("a1", "a2", "a3", "b1", "b2")) {
            waitFor(turns, caller);
        }

        for (var i = 0; i < 5; i++) {
            turns.leave(TimeUnit.MILLISECONDS.toNanos(1));
            next(entered);
        }

        assertThat(order).containsExactly("a1", "b1", "a2", "b2", "a3");
    }

    @Test
    void whenNoMoreMayWaitTheNewestOfTheLongestQueueGoes() throws InterruptedException {
        var turns = new Turns(1, 3);
        turns.enter("first", () -> false);
        for (var caller : List.of("a1", "a2", "a3")) {
            waitFor(turns, caller);
        }

        waitFor(turns, "b1");
        assertThat(next(refused)).isEqualTo("a3");
        assertThatThrownBy(() -> turns.enter("a", () -> false))
                .isInstanceOfSatisfying(EngineException.class, refusal -> {
                    assertThat(refusal.status().getCode()).isEqualTo(429);
                    assertThat(refusal.slug()).isEqualTo("model-overloaded");
                    assertThat(refusal.retryAfter()).isPresent();
                });
    }

    @Test
    void whoeverDoesNotWaitAnyMoreLeavesTheQueue() throws InterruptedException {
        var turns = new Turns(1, 1);
        turns.enter("first", () -> false);
        var cancelled = new AtomicBoolean();
        var left = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            if (!turns.enter("a", cancelled::get)) {
                left.countDown();
            }
        });

        cancelled.set(true);

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        turns.leave(1);
        assertThat(turns.enter("b", () -> false)).isTrue();
    }

    @Test
    void noMoreThanThePlacesAreInAtATime() throws InterruptedException {
        var turns = new Turns(2, 100);
        var inside = new java.util.concurrent.atomic.AtomicInteger();
        var most = new java.util.concurrent.atomic.AtomicInteger();
        var threads = IntStream.range(0, 40)
                .mapToObj(i -> Thread.startVirtualThread(() -> {
                    turns.enter("tenant" + i % 3, () -> false);
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    turns.leave(1);
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isBetween(1, 2);
    }

    private final List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();

    /** Starts a caller of the tenant that its name begins with, and returns once it waits. */
    private void waitFor(Turns turns, String caller) throws InterruptedException {
        var asked = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            try {
                turns.enter(caller.substring(0, 1), () -> {
                    asked.countDown();
                    return false;
                });
                order.add(caller);
                entered.add(caller);
            } catch (EngineException e) {
                refused.add(caller);
            }
        });
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
