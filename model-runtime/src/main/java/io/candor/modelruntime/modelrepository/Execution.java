package io.candor.modelruntime.modelrepository;

import io.candor.modelruntime.scheduler.SchedulerSettings;

/**
 * How a graph is run.
 *
 * @param batching whether the first dimension of every input and output is the batch ({@code max_batch_size} above 0)
 */
public record Execution(InstanceGroup instanceGroup, boolean batching, SchedulerSettings queue) {}
