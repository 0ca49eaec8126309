package io.candor.modelruntime.scheduler;

import static io.candor.modelruntime.scheduler.QueueFixture.withPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Priorities, timeouts and queue sizes. */
class QueuePolicyTest {
    private static final Duration TIMEOUT = Duration.ofMillis(10);
    private static final Duration SHORTER = Duration.ofMillis(4);
    private static final QueuePolicy REJECT = new QueuePolicy(TimeoutAction.REJECT, TIMEOUT, false, 0);
    private static final QueuePolicy OVERRIDE = new QueuePolicy(TimeoutAction.REJECT, TIMEOUT, true, 0);
    private static final QueuePolicy DELAY = new QueuePolicy(TimeoutAction.DELAY, TIMEOUT, false, 0);

    @Test
    void aHigherLevelGoesFirstAndALevelGoesInOrder() {
        var fixture = new QueueFixture(levels(1, QueuePolicy.UNLIMITED, Map.of()));
        fixture.offerAt(3, "a", "low");
        fixture.offerAt(2, "a", "middle 1");
        fixture.offerAt(2, "a", "middle 2");
        fixture.offerAt(1, "a", "high");

        assertThat(List.of(fixture.poll(), fixture.poll(), fixture.poll(), fixture.poll()))
                .containsExactly(List.of("high"), List.of("middle 1"), List.of("middle 2"), List.of("low"));
    }

    @Test
    void noLevelAndALevelThatThereIsNotMeanTheDefaultLevel() {
        var fixture = new QueueFixture(levels(1, QueuePolicy.UNLIMITED, Map.of()));
        fixture.offerAt(3, "a", "low");
        fixture.offerAt(0, "a", "default");
        fixture.offerAt(9, "a", "none such");
        fixture.offerAt(2, "a", "middle");

        assertThat(List.of(fixture.poll(), fixture.poll(), fixture.poll(), fixture.poll()))
                .containsExactly(List.of("default"), List.of("none such"), List.of("middle"), List.of("low"));
    }

    @Test
    void aLevelBuysNoPrecedenceOverOtherTenants() {
        var fixture = new QueueFixture(levels(1, QueuePolicy.UNLIMITED, Map.of()));
        fixture.offerAt(3, "meek", "meek");
        for (var i = 0; i < 5; i++) {
            fixture.offerAt(1, "loud", "loud");
        }

        assertThat(fixture.poll()).containsExactly("meek");
    }

    @Test
    void whoWaitsLongerThanTheTimeoutIsRejectedOnce() {
        var fixture = new QueueFixture(withPolicy(4, REJECT));
        fixture.offer("a", "1");
        assertThat(fixture.queue.nextDeadline()).isEqualTo(TIMEOUT.toNanos());
        fixture.pass(TIMEOUT);
        assertThat(fixture.expired()).isEmpty();

        fixture.now++;

        assertThat(fixture.expired()).containsExactly("1");
        assertThat(fixture.expired()).isEmpty();
        assertThat(fixture.queue.nextDeadline()).isEqualTo(Queued.NEVER);
        fixture.assertIdle();
    }

    @Test
    void aPollRunsNothingThatHasTimedOut() {
        var fixture = new QueueFixture(withPolicy(4, REJECT));
        fixture.offer("a", "1");
        fixture.pass(SHORTER);
        fixture.offer("a", "2");
        fixture.pass(TIMEOUT.minus(SHORTER).plusNanos(1));

        assertThat(fixture.poll()).containsExactly("2");
        assertThat(fixture.expired()).containsExactly("1");
    }

    @Test
    void whoHasLeftDoesNotTimeOut() {
        var fixture = new QueueFixture(withPolicy(4, REJECT));
        fixture.offer("a", "1");
        fixture.queue.cancel(fixture.offer("a", "2"));
        fixture.poll();

        fixture.pass(TIMEOUT.multipliedBy(2));

        assertThat(fixture.queue.nextDeadline()).isEqualTo(Queued.NEVER);
        assertThat(fixture.expired()).isEmpty();
    }

    @Test
    void whatIsDelayedIsServedAfterItsLevelAndBeforeLowerOnes() {
        var fixture = new QueueFixture(levels(1, DELAY, Map.of()));
        fixture.offerAt(1, "a", "high late 1");
        fixture.offerAt(1, "a", "high late 2");
        fixture.pass(TIMEOUT.plusNanos(1));
        fixture.offerAt(2, "a", "middle");
        fixture.offerAt(1, "a", "high");

        assertThat(fixture.expired()).isEmpty();
        assertThat(List.of(fixture.poll(), fixture.poll(), fixture.poll(), fixture.poll()))
                .containsExactly(List.of("high"), List.of("high late 1"), List.of("high late 2"), List.of("middle"));
    }

    @Test
    void whatComesLaterStillGoesBeforeWhatIsDelayed() {
        var fixture = new QueueFixture(
                new SchedulerSettings(1, Set.of(), Duration.ZERO, false, 0, 0, DELAY, Map.of(), List.of(16, 64)));
        fixture.offerLong("a", "late", 1);
        fixture.pass(TIMEOUT.plusNanos(1));
        assertThat(fixture.expired()).isEmpty();
        fixture.offerLong("a", "new, short", 1);
        fixture.offerLong("a", "new, long", 64);

        assertThat(List.of(fixture.poll(), fixture.poll(), fixture.poll()))
                .containsExactly(List.of("new, short"), List.of("new, long"), List.of("late"));
    }

    @Test
    void whatIsDelayedCanStillBeCancelled() {
        var fixture = new QueueFixture(withPolicy(4, DELAY));
        var late = fixture.offer("a", "late");
        fixture.pass(TIMEOUT.plusNanos(1));
        fixture.offer("a", "new");
        assertThat(fixture.expired()).isEmpty();

        assertThat(fixture.queue.cancel(late)).isTrue();

        assertThat(fixture.poll()).containsExactly("new");
        fixture.assertIdle();
    }

    @Test
    void aRequestsOwnTimeoutCountsOnlyWhereItIsAllowed() {
        var fixture = new QueueFixture(withPolicy(4, REJECT));
        fixture.offerWithin(SHORTER, "a", "1");

        fixture.pass(TIMEOUT);

        assertThat(fixture.expired()).isEmpty();
        assertThat(fixture.poll()).containsExactly("1");
    }

    @Test
    void aRequestsOwnTimeoutMayShortenTheDefault() {
        var fixture = new QueueFixture(withPolicy(4, OVERRIDE));
        fixture.offerWithin(null, "a", "default");
        fixture.offerWithin(SHORTER, "a", "shorter");
        fixture.offerWithin(Duration.ZERO, "a", "zero means none");

        fixture.pass(SHORTER.plusNanos(1));

        assertThat(fixture.expired()).containsExactly("shorter");
        assertThat(fixture.poll()).containsExactly("default", "zero means none");
    }

    @Test
    void aRequestsOwnTimeoutCannotLengthenTheDefault() {
        var fixture = new QueueFixture(withPolicy(4, OVERRIDE));
        fixture.offerWithin(TIMEOUT.multipliedBy(2), "a", "1");

        fixture.pass(TIMEOUT.plusNanos(1));

        assertThat(fixture.expired()).containsExactly("1");
    }

    @Test
    void aRequestsOwnTimeoutHasNoEffectWhereThereIsNoDefault() {
        var fixture = new QueueFixture(withPolicy(4, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, true, 0)));
        fixture.offerWithin(SHORTER, "a", "1");

        fixture.pass(TIMEOUT);

        assertThat(fixture.expired()).isEmpty();
        assertThat(fixture.poll()).containsExactly("1");
    }

    @Test
    void aLevelsOwnPolicyGoesBeforeTheDefault() {
        var fixture = new QueueFixture(levels(2, QueuePolicy.UNLIMITED, Map.of(2, REJECT)));
        fixture.offerAt(1, "a", "high");
        fixture.offerAt(2, "a", "middle");

        fixture.pass(TIMEOUT.plusNanos(1));

        assertThat(fixture.expired()).containsExactly("middle");
    }

    @Test
    void aQueueIsBoundedForEachTenantAndLevel() {
        var fixture =
                new QueueFixture(levels(1, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 2), Map.of()));
        fixture.offerAt(1, "a", "1");
        fixture.offerAt(1, "a", "2");

        var refused = catchThrowableOfType(QueueFullException.class, () -> fixture.offerAt(1, "a", "3"));

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        fixture.offerAt(2, "a", "another level");
        fixture.offerAt(1, "b", "another tenant");
        assertThat(fixture.queue.size()).isEqualTo(4);
    }

    @Test
    void aCancelledRequestFreesItsPlaceAtOnce() {
        var fixture = new QueueFixture(withPolicy(4, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 1)));
        var first = fixture.offer("a", "1");

        fixture.queue.cancel(first);
        fixture.offer("a", "2");

        assertThat(fixture.poll()).containsExactly("2");
    }

    @Test
    void whoIsRefusedMayComeBackWhenItsQueueHasDrainedAtTheRateOfLate() {
        var fixture = new QueueFixture(withPolicy(1, new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 20)));
        for (var i = 0; i < 20; i++) {
            fixture.offer("a", "a" + i);
            fixture.offer("b", "b" + i);
        }
        for (var i = 0; i < 20; i++) {
            fixture.poll();
            fixture.pass(Duration.ofMillis(5));
        }
        for (var i = 0; i < 10; i++) {
            fixture.offer("a", "more");
        }

        var refused = catchThrowableOfType(QueueFullException.class, () -> fixture.offer("a", "too many"));

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(5 * 20 * 2));
    }

    private static SchedulerSettings levels(int defaultLevel, QueuePolicy policy, Map<Integer, QueuePolicy> policies) {
        return new SchedulerSettings(1, Set.of(), Duration.ZERO, false, 3, defaultLevel, policy, policies, List.of());
    }
}
