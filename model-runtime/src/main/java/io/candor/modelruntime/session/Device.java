package io.candor.modelruntime.session;

import java.util.Locale;

/** Where a session computes. */
public enum Device {
    CPU,
    CUDA;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
