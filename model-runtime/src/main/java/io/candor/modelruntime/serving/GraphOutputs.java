package io.candor.modelruntime.serving;

import io.candor.modelruntime.tensor.TensorSpec;
import java.util.HashSet;
import java.util.List;

/** Which outputs a request gets. */
final class GraphOutputs {
    private GraphOutputs() {}

    /** The outputs {@code asked} for among {@code known} in the order asked, or all when none is. */
    static List<String> wanted(String model, List<String> asked, List<TensorSpec> known) {
        var names = known.stream().map(TensorSpec::name).toList();
        var seen = new HashSet<String>();
        for (var output : asked) {
            if (!names.contains(output)) {
                throw new InvalidInputException(
                        "outputs", "model " + model + " has no output " + output + "; it has " + names);
            }
            if (!seen.add(output)) {
                throw new InvalidInputException("outputs", output + " is asked for twice");
            }
        }
        return asked.isEmpty() ? names : asked;
    }
}
