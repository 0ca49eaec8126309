package io.candor.modelruntime.openinference;

import java.util.List;

/** How this server introduces itself, over REST and gRPC alike (Open Inference Protocol v2, "Server Metadata"). */
public final class ServerIdentity {
    /** Its name. */
    public static final String NAME = "candor-model-runtime";

    /** Its version. */
    public static final String VERSION = "0.1.0";

    /** The extensions that it has, by Triton's names. */
    public static final List<String> EXTENSIONS =
            List.of("binary_tensor_data", "model_repository", "statistics", "schedule_policy", "parameters");

    private ServerIdentity() {}
}
