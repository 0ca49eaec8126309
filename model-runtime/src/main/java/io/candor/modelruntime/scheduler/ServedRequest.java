package io.candor.modelruntime.scheduler;

import java.time.Duration;

/**
 * One request of a batch that ran.
 *
 * @param queue how long it waited to run (Triton, {@code queue})
 */
public record ServedRequest(String tenant, int rows, Duration queue) {}
