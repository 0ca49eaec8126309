package io.candor.modelruntime.serving;

/**
 * One version in the repository (Triton, model repository extension).
 *
 * @param reason why it is not ready; empty when it is
 */
public record IndexEntry(String name, String version, State state, String reason) {
    /** Whether a version answers. */
    public enum State {
        READY,
        UNAVAILABLE,
        LOADING
    }
}
