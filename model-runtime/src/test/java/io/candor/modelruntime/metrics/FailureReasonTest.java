package io.candor.modelruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.scheduler.SchedulerListener;
import io.candor.modelruntime.scheduler.SchedulerSettings;
import io.candor.modelruntime.scheduler.Submission;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {
    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST, INVALID",
        "NOT_FOUND, INVALID",
        "TOO_MANY_REQUESTS, REJECTED",
        "SERVICE_UNAVAILABLE, REJECTED",
        "GATEWAY_TIMEOUT, TIMEOUT",
        "INTERNAL_SERVER_ERROR, OTHER",
    })
    void aProblemSaysWhyByItsStatus(HttpStatus status, FailureReason reason) {
        assertThat(FailureReason.of(new ProblemException(status, "slug", "detail")))
                .isEqualTo(reason);
    }

    @Test
    void theReasonIsThatOfTheCause() {
        assertThat(FailureReason.of(new CompletionException(new CompletionException(new TimeoutException()))))
                .isEqualTo(FailureReason.TIMEOUT);
        assertThat(FailureReason.of(new CancellationException())).isEqualTo(FailureReason.CANCELED);
        assertThat(FailureReason.of(new IllegalStateException())).isEqualTo(FailureReason.OTHER);
    }

    @Test
    void aClosedSchedulerRejects() {
        BatchRunner<String, String> echo =
                items -> new BatchOutcome<>(items, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        var scheduler =
                new Scheduler<>("m", SchedulerSettings.ofMaxBatchSize(1), List.of(echo), SchedulerListener.NONE);
        scheduler.close();

        var failure = catchThrowable(
                () -> scheduler.submit(Submission.of("late", "t")).get());

        assertThat(FailureReason.of(failure)).isEqualTo(FailureReason.REJECTED);
    }
}
