package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.List;

/**
 * One execution of the model, as Triton's statistics extension counts it.
 *
 * @param rows how many rows ran together, the batch size
 * @param requests whose they were
 * @param input time to gather the inputs
 * @param infer time in the model
 * @param output time to scatter the outputs
 */
public record BatchStatistics(
        int rows, List<ServedRequest> requests, Duration input, Duration infer, Duration output) {}
