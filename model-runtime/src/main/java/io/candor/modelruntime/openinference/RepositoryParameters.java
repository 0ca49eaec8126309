package io.candor.modelruntime.openinference;

import io.candor.modelruntime.serving.InvalidInputException;
import java.util.Map;

/**
 * The parameters of load and unload (Triton's model repository extension). Those that would change what is done but that
 * this server does not honour are refused.
 */
public final class RepositoryParameters {
    private static final String CONFIG = "config";
    private static final String FILE = "file:";
    private static final String UNLOAD_DEPENDENTS = "unload_dependents";

    private RepositoryParameters() {}

    /**
     * Returns when a model can be loaded as {@code parameters} say: as its folder says.
     *
     * @throws InvalidInputException that names the parameter
     */
    public static void requireLoadable(Map<String, Object> parameters) {
        for (var name : parameters.keySet()) {
            if (name.equals(CONFIG) || name.startsWith(FILE)) {
                throw new InvalidInputException(
                        "parameters." + name, "is not supported: a model is loaded as its folder says");
            }
        }
    }

    /**
     * Returns when a model can be unloaded as {@code parameters} say: alone.
     *
     * @throws InvalidInputException that names the parameter
     */
    public static void requireUnloadable(Map<String, Object> parameters) {
        var dependents = parameters.getOrDefault(UNLOAD_DEPENDENTS, false);
        if (!dependents.equals(false)) {
            throw new InvalidInputException(
                    "parameters." + UNLOAD_DEPENDENTS,
                    dependents + " came, false is expected: a model is unloaded alone");
        }
    }
}
