package io.candor.gateway.routing;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells from an exception why an upstream gave no answer. */
final class UpstreamFailure {
    private static final Duration SOON = Duration.ofSeconds(1);

    private UpstreamFailure() {}

    static ProblemException problem(ExecutionException failure) {
        if (find(RejectedExecutionException.class, failure)) {
            return new NotSent(
                    HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable", "The service has too much to do");
        }
        if (find(ConnectException.class, failure)) {
            return new NotSent(HttpStatus.BAD_GATEWAY, "upstream-unreachable", "The service cannot be reached now");
        }
        if (find(SocketTimeoutException.class, failure) || find(TimeoutException.class, failure)) {
            return silence(false);
        }
        return problem(
                HttpStatus.BAD_GATEWAY,
                "upstream-unreachable",
                "The service broke off before it answered; whether it did the work is not known");
    }

    /** Nothing moved for too long: is that the caller's doing, or the service's? */
    static ProblemException silence(boolean callersTurn) {
        return callersTurn
                ? problem(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The rest of the request did not come in time")
                : problem(HttpStatus.GATEWAY_TIMEOUT, "upstream-timeout", "The service did not answer in time");
    }

    /** What kind of failure it was, in a word; the client's own messages run to many lines. */
    static String kind(ExecutionException failure) {
        var cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    static ProblemException unavailable() {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable", "The service is not ready");
    }

    private static ProblemException problem(HttpStatus status, String slug, String detail) {
        return new ProblemException(status, slug, detail, List.of(), SOON);
    }

    private static boolean find(Class<? extends Throwable> type, Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The service has seen nothing of the request. */
    static final class NotSent extends ProblemException {
        private static final long serialVersionUID = 1L;

        NotSent(HttpStatus status, String slug, String detail) {
            super(status, slug, detail, List.of(), SOON);
        }
    }
}
