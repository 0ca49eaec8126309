package io.candor.modelruntime.scheduler;

/** Why a request was never run. */
public enum Rejection {
    /** Its tenant's queue of that priority level was full. */
    QUEUE_FULL,
    /** It waited longer than its timeout and the policy is {@link TimeoutAction#REJECT}. */
    TIMEOUT,
    /** Its caller cancelled it before it ran. */
    CANCELLED,
    /** The scheduler was closed. */
    CLOSED
}
