package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What two versions of a model answered to the same requests, and how each did with those it had to itself. */
final class Comparison {
    private final String production;
    private final String candidate;
    private final Arm productionArm = new Arm();
    private final Arm candidateArm = new Arm();
    private final Map<String, OutputDifference> outputs = new LinkedHashMap<>();
    private long compared;
    private long dropped;

    Comparison(String production, String candidate) {
        this.production = production;
        this.candidate = candidate;
    }

    boolean isOf(String productionVersion, String candidateVersion) {
        return production.equals(productionVersion) && candidate.equals(candidateVersion);
    }

    /** A request was answered, or not, after {@code nanos}. */
    void count(String version, boolean success, long nanos) {
        (version.equals(candidate) ? candidateArm : productionArm).count(success, nanos);
    }

    /** A shadow request was not made, for too many were under way. */
    synchronized void drop() {
        dropped++;
    }

    /** Compares two answers to one request. */
    synchronized void compare(InferenceAnswer expected, InferenceAnswer actual) {
        compared++;
        for (var output : expected.outputs()) {
            var other = actual.output(output.name());
            outputs.computeIfAbsent(output.name(), name -> new OutputDifference())
                    .add(output, other.orElse(null));
        }
    }

    synchronized ComparisonReport report() {
        var differences = new ArrayList<ComparisonReport.Output>();
        outputs.forEach((name, difference) -> differences.add(difference.report(name)));
        return new ComparisonReport(
                production,
                candidate,
                productionArm.report(),
                candidateArm.report(),
                compared,
                dropped,
                List.copyOf(differences));
    }

    /** The differences in one output, summed up. */
    private static final class OutputDifference {
        private long answers;
        private long otherShape;
        private long rows;
        private long agreeing;
        private long values;
        private double sum;
        private double largest;

        void add(Tensor expected, @Nullable Tensor actual) {
            answers++;
            if (actual == null
                    || actual.datatype() != expected.datatype()
                    || !actual.shape().equals(expected.shape())) {
                otherShape++;
                return;
            }
            var count = expected.shape().isEmpty()
                    ? 1
                    : Math.toIntExact(expected.shape().getFirst());
            rows += count;
            if (expected.datatype() != Datatype.FP32) {
                agreeing += expected.data().equals(actual.data()) ? count : 0;
                return;
            }
            addFloats(count, expected.floats(), actual.floats());
        }

        private void addFloats(int count, float[] expected, float[] actual) {
            for (var i = 0; i < expected.length; i++) {
                var difference = Math.abs((double) expected[i] - actual[i]);
                sum += difference;
                largest = Math.max(largest, difference);
            }
            values += expected.length;
            var width = count == 0 ? 0 : expected.length / count;
            for (var row = 0; row < count; row++) {
                var same = width > 1
                        ? best(expected, row, width) == best(actual, row, width)
                        : expected[row * width] == actual[row * width];
                agreeing += same ? 1 : 0;
            }
        }

        private static int best(float[] values, int row, int width) {
            var best = row * width;
            for (var i = best; i < (row + 1) * width; i++) {
                best = values[i] > values[best] ? i : best;
            }
            return best - row * width;
        }

        ComparisonReport.Output report(String name) {
            return new ComparisonReport.Output(
                    name,
                    answers,
                    otherShape,
                    rows == 0 ? null : (double) agreeing / rows,
                    values == 0 ? null : sum / values,
                    values == 0 ? null : largest);
        }
    }
}
