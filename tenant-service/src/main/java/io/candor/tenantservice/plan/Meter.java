package io.candor.tenantservice.plan;

/**
 * Something that is metered.
 *
 * @param name such as {@code assistant.analysis}
 * @param unit what is counted, in the singular
 * @param app the app that uses it up
 * @param title for people to read
 */
public record Meter(String name, String unit, String app, String title) {}
