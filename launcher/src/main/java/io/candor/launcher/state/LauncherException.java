package io.candor.launcher.state;

import org.jspecify.annotations.Nullable;

/** Something a person can act on; the message is the one line that says what to do. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem with nothing behind it. */
    public LauncherException(String message) {
        super(message);
    }

    /** A problem with its cause. */
    public LauncherException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
