package io.candor.modelruntime.metrics;

import io.candor.modelruntime.scheduler.QueueFullException;
import io.candor.modelruntime.scheduler.SchedulerClosedException;
import io.candor.modelruntime.scheduler.TimedOutException;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.platform.web.ProblemException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Why a request was not answered, by Triton's names and two of our own. */
public enum FailureReason {
    /** The queue was full, or the model takes no requests now. */
    REJECTED,
    /** The caller went away. */
    CANCELED,
    /** The engine failed. */
    BACKEND,
    /** The request's time ran out. */
    TIMEOUT,
    /** The request itself was wrong. */
    INVALID,
    /** Anything else. */
    OTHER;

    /** What {@code failure} comes to. */
    public static FailureReason of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
            case ExecutionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
            case CancellationException cancelled -> CANCELED;
            case QueueFullException full -> REJECTED;
            case SchedulerClosedException closed -> REJECTED;
            case TimedOutException late -> TIMEOUT;
            case TimeoutException late -> TIMEOUT;
            case MalformedTensorException wrong -> INVALID;
            case OnnxFailureException engine -> BACKEND;
            case ProblemException problem -> of(problem);
            default -> OTHER;
        };
    }

    private static FailureReason of(ProblemException problem) {
        return switch (problem.status()) {
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> REJECTED;
            case GATEWAY_TIMEOUT, REQUEST_TIMEOUT -> TIMEOUT;
            default -> problem.status().getCode() < 500 ? INVALID : OTHER;
        };
    }
}
