package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for one model, and the rule by which they leave. A state machine without clock, thread or lock:
 * the time is passed in, in nanoseconds of a {@link Ticker}.
 *
 * <p>The tenant whose turn it is by deficit round robin leads a batch with its oldest request of the highest level. Others
 * of the same length bucket join in the order of turns; who joins before its turn goes into debt, by at most one full batch
 * of the longest bucket. How large a batch must be to leave follows Triton's dynamic batcher ({@code GetDynamicBatch} in
 * {@code dynamic_batch_scheduler.cc}).
 */
final class BatchQueue<T> {
    private final SchedulerSettings settings;
    private final BatchSizes sizes;
    private final long delay;
    private final Buckets<T> buckets;
    private final Tenants<T> tenants;
    private final DeadlineHeap<T> deadlines = new DeadlineHeap<>();
    private final ServiceRate rate = new ServiceRate();
    private final long mostDebt;
    private List<Queued<T>> timedOut = new ArrayList<>();
    private long round;
    private long gatherings;
    private long sequence;
    private int size;
    private boolean hurried;

    BatchQueue(SchedulerSettings settings) {
        this.settings = settings;
        sizes = new BatchSizes(settings);
        delay = settings.maxQueueDelay().toNanos();
        buckets = new Buckets<>(settings.lengthBuckets());
        tenants = new Tenants<>(buckets, settings.levels());
        mostDebt = (long) sizes.max * buckets.largestRowCost();
    }

    /**
     * Takes a request in.
     *
     * @throws IllegalArgumentException if it has more rows than a batch
     * @throws QueueFullException if its tenant has too many waiting in its level
     */
    Queued<T> offer(Submission<T> submission, long now) {
        if (submission.rows() > sizes.max) {
            throw new IllegalArgumentException(
                    "The request has %d rows, max_batch_size is %d".formatted(submission.rows(), sizes.max));
        }
        var level = settings.level(submission.priority());
        var policy = settings.policy(level);
        var present = tenants.find(submission.tenant());
        if (present != null && present.queued(level) >= policy.places()) {
            throw new QueueFullException(retryAfter(present));
        }
        var tenant = tenants.activate(submission.tenant(), submission.weight(), round);
        var request = new Queued<>(
                submission,
                tenant,
                buckets.of(submission.length()),
                level,
                policy.timeoutAction(),
                policy.deadline(submission.timeout(), now),
                now,
                sequence++);
        request.bucket.add(request);
        entered(request);
        if (request.deadline != Queued.NEVER) {
            deadlines.add(request);
        }
        return request;
    }

    /** What to do now. A batch has left the queue when this returns. */
    Decision<T> poll(long now) {
        applyTimeouts(now);
        for (var ready = readyBuckets(now); ready != 0; ) {
            var leader = buckets.leader(ready);
            var batch = gather(leader, now);
            if (!batch.isEmpty()) {
                return dispatched(batch, now);
            }
            ready &= ~leader.bucket.bit();
        }
        return size == 0 ? new Decision.Idle<>() : new Decision.WaitUntil<>(soonest());
    }

    /** Whether {@link #poll} may give a batch. */
    boolean isReady(long now) {
        return readyBuckets(now) != 0;
    }

    /** Takes a request out; false where it has left already. */
    boolean cancel(Queued<T> request) {
        if (!request.isQueued) {
            return false;
        }
        request.bucket.remove(request);
        left(request);
        gone(request);
        return true;
    }

    /** Those rejected because their timeout has passed, each once. */
    List<Queued<T>> expire(long now) {
        applyTimeouts(now);
        if (timedOut.isEmpty()) {
            return List.of();
        }
        var expired = timedOut;
        timedOut = new ArrayList<>();
        return expired;
    }

    /** When {@link #expire} may next find some; {@link Queued#NEVER} where nothing can time out. */
    long nextDeadline() {
        return deadlines.nearest();
    }

    /** From now on nothing waits for others to join. */
    void hurry() {
        hurried = true;
    }

    /** Takes everything out. */
    List<Queued<T>> removeAll() {
        var removed = new ArrayList<Queued<T>>();
        for (var bucket : buckets.all()) {
            while (!bucket.isEmpty()) {
                var request = Objects.requireNonNull(bucket.tenants.first().first(bucket.bit()));
                cancel(request);
                removed.add(request);
            }
        }
        return removed;
    }

    int size() {
        return size;
    }

    /** What a tenant has taken before its turn and not paid back, in cost. */
    long debt(String tenant) {
        return tenants.debt(tenant, round);
    }

    /** The most that {@link #debt} can be. */
    long mostDebt() {
        return mostDebt;
    }

    int rememberedTenants() {
        return tenants.remembered();
    }

    private Duration retryAfter(TenantQueue<T> tenant) {
        return rate.timeFor((double) tenant.cost() * tenants.activeWeight() / tenant.account.weight());
    }

    private void applyTimeouts(long now) {
        while (deadlines.nearest() < now) {
            var request = deadlines.removeFirst();
            if (request.timeoutAction == TimeoutAction.REJECT) {
                cancel(request);
                timedOut.add(request);
            } else {
                var lane = request.tenant.lane(request.bucket);
                lane.remove(request);
                request.isDelayed = true;
                lane.add(request);
            }
        }
    }

    private long readyBuckets(long now) {
        var ready = 0L;
        for (var bucket : buckets.all()) {
            if (!bucket.isEmpty() && (delay == 0 || bucket.rows() >= sizes.smallestPreferred() || isDue(bucket, now))) {
                ready |= bucket.bit();
            }
        }
        return ready;
    }

    /** Whether somebody has waited long enough for others to join. */
    private boolean isDue(Bucket<T> bucket, long now) {
        return hurried || (delay > 0 && now - bucket.oldest() >= delay);
    }

    private long soonest() {
        var oldest = Long.MAX_VALUE;
        for (var bucket : buckets.all()) {
            oldest = Math.min(oldest, bucket.oldest());
        }
        return oldest + delay;
    }

    /** The batch that {@code leader} may leave with now; empty where it must wait, and then all are back in their places. */
    private List<Queued<T>> gather(Queued<T> leader, long now) {
        var bucket = leader.bucket;
        var due = isDue(bucket, now);
        var batch = new ArrayList<Queued<T>>();
        var rows = 0;
        var preferred = 0;
        gatherings++;
        round = Math.max(round, leader.tenant.account.turn());
        for (var next = leader; next != null; next = filler(bucket, sizes.max - rows)) {
            if (preferred == 0 && rows + next.rows > sizes.largestPreferred()) {
                preferred = batch.size();
            }
            take(next);
            batch.add(next);
            rows += next.rows;
            if (sizes.isPreferred(rows)) {
                preferred = batch.size();
            }
        }
        var isFull = rows >= sizes.largestPreferred() || bucket.hasUnfit(sizes.max - rows);
        var leaving = !due && preferred > 0 ? preferred : due || delay == 0 || isFull ? batch.size() : 0;
        while (batch.size() > leaving) {
            giveBack(batch.removeLast());
        }
        return batch;
    }

    private @Nullable Queued<T> filler(Bucket<T> bucket, int space) {
        if (space == 0) {
            return null;
        }
        for (var tenant : bucket.tenants) {
            if (tenant.passedOver == gatherings) {
                continue;
            }
            var candidate = Objects.requireNonNull(tenant.first(bucket.bit()));
            if (candidate.rows <= space && tenant.account.debt(round) + candidate.cost <= mostDebt) {
                return candidate;
            }
            tenant.passedOver = gatherings;
        }
        return null;
    }

    private void take(Queued<T> request) {
        request.bucket.remove(request);
        left(request);
        buckets.charge(request.tenant, request.cost, round);
    }

    private void giveBack(Queued<T> request) {
        buckets.refund(request.tenant, request.cost);
        request.bucket.restore(request);
        entered(request);
    }

    private Decision<T> dispatched(List<Queued<T>> batch, long now) {
        var rows = 0;
        var cost = 0L;
        for (var request : batch) {
            rows += request.rows;
            cost += request.cost;
            gone(request);
        }
        rate.dispatched(cost, now, size > 0);
        return new Decision.Batch<>(batch, rows);
    }

    private void entered(Queued<T> request) {
        request.tenant.entered(request);
        size++;
    }

    private void left(Queued<T> request) {
        request.tenant.left(request);
        size--;
    }

    /** The request has left for good. */
    private void gone(Queued<T> request) {
        request.isQueued = false;
        deadlines.remove(request);
        if (request.tenant.isEmpty() && !request.tenant.isIdle) {
            tenants.retire(request.tenant);
        }
        if (size == 0) {
            tenants.forgetDebts();
        }
    }
}
