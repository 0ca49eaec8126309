package io.candor.modelruntime.session;

import java.util.Arrays;
import java.util.Optional;

/** Where a model's instances are to run (Triton's {@code ModelInstanceGroup.Kind}). */
public enum Placement {
    /** On CUDA where this build and this machine have it, else on the CPU. */
    KIND_AUTO,
    /** On CUDA or not at all. */
    KIND_GPU,
    KIND_CPU;

    /** The placement that {@code model.yaml} writes as {@code name}. */
    public static Optional<Placement> find(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
