package io.candor.modelruntime.serving;

/**
 * Which model ran.
 *
 * @param sha256 hex digest over all files that it needs
 */
public record ModelIdentity(String name, String version, String sha256) {}
