package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.FailureReason;
import io.candor.modelruntime.scheduler.QueueFullException;
import io.candor.modelruntime.scheduler.SchedulerClosedException;
import io.candor.modelruntime.scheduler.TimedOutException;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What a caller is told of a failure, and what it counts as. */
final class Failures {
    private Failures() {}

    /** What the caller is told: a problem where it can act, else the failure itself. */
    static Throwable told(Throwable failure) {
        return switch (Futures.cause(failure)) {
            case MalformedTensorException malformed ->
                new InvalidInputException(malformed.tensor(), malformed.detail());
            case QueueFullException full ->
                new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "model-overloaded",
                        "The model's queue for your requests is full",
                        List.of(),
                        full.retryAfter());
            case TimedOutException late ->
                new ProblemException(
                        HttpStatus.GATEWAY_TIMEOUT, "model-timeout", "The request waited longer than it was to");
            case SchedulerClosedException closed ->
                new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE, "model-unavailable", "The model was unloaded meanwhile");
            case OnnxFailureException broken ->
                new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "model-failed",
                        "The model failed on this input: " + broken.getMessage());
            case Throwable other -> other;
        };
    }

    /** What a failure that the caller was told counts as. */
    static FailureReason reason(Throwable told) {
        return switch (told) {
            case InvalidInputException invalid -> FailureReason.INVALID;
            case CancellationException cancelled -> FailureReason.CANCELED;
            case ProblemException problem when problem.slug().equals("model-timeout") -> FailureReason.TIMEOUT;
            case ProblemException problem when problem.slug().equals("model-failed") -> FailureReason.BACKEND;
            case ProblemException problem -> FailureReason.REJECTED;
            default -> FailureReason.OTHER;
        };
    }
}
