package io.candor.modelruntime.modelrepository;

import java.util.List;

/**
 * How many copies of a model run at once, and where (Triton, {@code ModelInstanceGroup}).
 *
 * @param count how many; 0 for as many as there are cores, or one on a GPU
 * @param threads how many cores one instance uses on the CPU; 0 for its share of the machine
 * @param gpus the numbers of the GPUs to use; empty for the first
 */
public record InstanceGroup(int count, Kind kind, int threads, List<Integer> gpus) {
    /** As many as fit, on a GPU where there is one. */
    public static final InstanceGroup AUTO = new InstanceGroup(0, Kind.AUTO, 0, List.of());

    public InstanceGroup {
        gpus = List.copyOf(gpus);
    }

    /** Where instances run. */
    public enum Kind {
        /** On a GPU where there is one, else on the CPU. */
        AUTO,
        CPU,
        /** On a GPU or not at all. */
        GPU
    }
}
