package io.candor.modelruntime.session;

import java.util.List;

/**
 * How a graph is opened.
 *
 * @param intraOpThreads how many cores one run may use; with 1 all instances share one session
 * @param gpus the CUDA devices that get instances, where the placement allows CUDA
 */
public record GraphSettings(int intraOpThreads, Placement placement, List<Integer> gpus) {
    public GraphSettings {
        gpus = List.copyOf(gpus);
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intraOpThreads: " + intraOpThreads + " came, at least 1 is expected");
        }
        if (gpus.isEmpty() || gpus.stream().anyMatch(gpu -> gpu < 0)) {
            throw new IllegalArgumentException("gpus: " + gpus + " came, device numbers are expected");
        }
    }

    /** On the first CUDA device or else on the CPU, with {@code intraOpThreads} cores for each run. */
    public static GraphSettings of(int intraOpThreads) {
        return new GraphSettings(intraOpThreads, Placement.KIND_AUTO, List.of(0));
    }

    /** On the CPU, with {@code intraOpThreads} cores for each run. */
    public static GraphSettings cpu(int intraOpThreads) {
        return new GraphSettings(intraOpThreads, Placement.KIND_CPU, List.of(0));
    }
}
