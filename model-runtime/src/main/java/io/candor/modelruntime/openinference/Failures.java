package io.candor.modelruntime.openinference;

import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a caller is told about a failure, over REST and gRPC alike. */
public final class Failures {
    /** The last part of the problem type of a request that was given up. */
    public static final String CANCELLED = "request-cancelled";

    private Failures() {}

    /** The problem that {@code failure} is, or {@code failure} without its wrapping when it is a fault of ours. */
    public static Throwable of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case MalformedTensorException malformed ->
                new InvalidInputException(malformed.tensor(), malformed.detail());
            case CancellationException cancelled ->
                new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, CANCELLED, "The request was given up");
            default -> failure;
        };
    }
}
