package io.candor.modelruntime.scheduler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long and how many requests of one tenant wait in one priority level (Triton, {@code ModelQueuePolicy}).
 *
 * @param timeoutAction what becomes of a request that waited longer than its timeout
 * @param defaultTimeout how long a request may wait; zero means for ever
 * @param allowTimeoutOverride whether a request's own timeout counts; as in Triton it may only shorten the default, so it
 *     has no effect where there is none
 * @param maxQueueSize how many requests of one tenant may wait; zero means {@link #MOST_QUEUED}, since no queue grows
 *     without bound
 */
public record QueuePolicy(
        TimeoutAction timeoutAction, Duration defaultTimeout, boolean allowTimeoutOverride, int maxQueueSize) {
    /** The most requests that one tenant may have waiting in one level. */
    public static final int MOST_QUEUED = 65_536;

    /** Triton's policy where none is given: no timeout, no queue size. */
    public static final QueuePolicy UNLIMITED = new QueuePolicy(TimeoutAction.REJECT, Duration.ZERO, false, 0);

    /** Checks that neither figure is negative and that the queue is not too large. */
    public QueuePolicy {
        if (defaultTimeout.isNegative() || defaultTimeout.compareTo(SchedulerSettings.LONGEST) > 0) {
            throw new IllegalArgumentException("default_timeout_microseconds must be from 0 to a year");
        }
        if (maxQueueSize < 0 || maxQueueSize > MOST_QUEUED) {
            throw new IllegalArgumentException("max_queue_size must be from 0 to " + MOST_QUEUED);
        }
    }

    int places() {
        return maxQueueSize == 0 ? MOST_QUEUED : maxQueueSize;
    }

    /** When a request that comes now times out; {@link Queued#NEVER} where it may wait for ever. */
    long deadline(@Nullable Duration own, long now) {
        var timeout = defaultTimeout;
        if (allowTimeoutOverride && own != null && !own.isZero() && own.compareTo(defaultTimeout) < 0) {
            timeout = own;
        }
        return timeout.isZero() ? Queued.NEVER : now + timeout.toNanos();
    }
}
