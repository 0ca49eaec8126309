package io.candor.modelruntime.metrics;

/**
 * Memory that a model holds (Triton's statistics extension, {@code $memory_usage}).
 *
 * @param type {@code CPU} or {@code GPU}
 * @param id which one
 * @param byteSize how many bytes
 */
public record MemoryUsage(String type, long id, long byteSize) {}
