package io.candor.modelruntime.serving;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the version in production and its candidate compare, since both have been what they are.
 *
 * @param productionTraffic what production answered
 * @param candidateTraffic what the candidate answered, to callers (canary) and in the shadow
 * @param compared how many requests both answered
 * @param dropped how many were not repeated in the shadow, for too many were under way
 */
@Introspected
public record ComparisonReport(
        String production,
        String candidate,
        Arm productionTraffic,
        Arm candidateTraffic,
        long compared,
        long dropped,
        List<Output> outputs) {
    public ComparisonReport {
        outputs = List.copyOf(outputs);
    }

    /**
     * One version's requests.
     *
     * @param p50Micros median time of an answer, in microseconds; 0 before the first
     * @param p99Micros time within which 99 of 100 answers came
     */
    @Introspected
    public record Arm(long requests, long failures, long p50Micros, long p99Micros) {}

    /**
     * One output of the requests that both answered.
     *
     * @param otherShape answers in which the candidate's had another shape or datatype, or was missing
     * @param agreement share of rows in which the same column is highest, or of equal values where it is no score; null
     *     before the first
     * @param meanDifference mean absolute difference of values; null where they are no FP32
     * @param largestDifference the largest absolute difference; null where they are no FP32
     */
    @Introspected
    public record Output(
            String name,
            long answers,
            long otherShape,
            @Nullable Double agreement,
            @Nullable Double meanDifference,
            @Nullable Double largestDifference) {}
}
