package io.candor.modelruntime.openinference;

import io.candor.modelruntime.serving.InvalidInputException;
import java.util.Collection;
import java.util.List;

/** The parameters of requested outputs that would change the answer but that this server does not know how to honour. */
public final class OutputParameters {
    private static final List<String> NOT_SUPPORTED =
            List.of("classification", "shared_memory_region", "shared_memory_byte_size", "shared_memory_offset");

    private OutputParameters() {}

    /**
     * Returns when {@code parameters} of the output {@code output} can be honoured, or passed over.
     *
     * @throws InvalidInputException that names the output and the parameter
     */
    public static void requireSupported(String output, Collection<String> parameters) {
        for (var name : NOT_SUPPORTED) {
            if (parameters.contains(name)) {
                throw new InvalidInputException(
                        "outputs",
                        "parameter " + name + " came for " + output + ", which this server does not support");
            }
        }
    }
}
