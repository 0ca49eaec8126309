package io.candor.modelruntime.scheduler;

/** A request in a {@link BatchQueue}, and the handle to cancel it by. */
final class Queued<T> {
    /** The deadline of a request that may wait for ever. */
    static final long NEVER = Long.MAX_VALUE;

    final T item;
    final TenantQueue<T> tenant;
    final Bucket<T> bucket;
    final int rows;
    final int level;
    final long cost;
    final long enqueued;
    final long sequence;
    final long deadline;
    final TimeoutAction timeoutAction;
    final Link<Queued<T>> inLane = new Link<>(this);
    final Link<Queued<T>> inBucket = new Link<>(this);
    boolean isQueued = true;
    boolean isDelayed;
    int heapIndex = -1;

    Queued(
            Submission<T> submission,
            TenantQueue<T> tenant,
            Bucket<T> bucket,
            int level,
            TimeoutAction timeoutAction,
            long deadline,
            long enqueued,
            long sequence) {
        this.item = submission.item();
        this.tenant = tenant;
        this.bucket = bucket;
        this.rows = submission.rows();
        this.level = level;
        this.cost = rows * (long) bucket.rowCost;
        this.timeoutAction = timeoutAction;
        this.deadline = deadline;
        this.enqueued = enqueued;
        this.sequence = sequence;
    }

    /** Its place among its tenant's requests: by level, and in a level what was delayed comes last. */
    int rank() {
        return 2 * (level - 1) + (isDelayed ? 1 : 0);
    }

    boolean isBefore(Queued<T> other) {
        return rank() != other.rank() ? rank() < other.rank() : sequence < other.sequence;
    }
}
