package io.candor.modelruntime.scheduler;

import java.time.Duration;
import java.util.List;

/**
 * What a batch came to.
 *
 * @param results one for each item, in the items' order
 * @param input time to gather the inputs (Triton, {@code compute_input})
 * @param infer time in the model ({@code compute_infer})
 * @param output time to scatter the outputs ({@code compute_output})
 */
public record BatchOutcome<R>(List<R> results, Duration input, Duration infer, Duration output) {}
