package io.candor.launcher.process;

/** Where a supervised process is in its life. */
public enum ProcessState {
    /** Started, not ready yet. */
    STARTING,
    /** Ready for work. */
    READY,
    /** Died; a new start is coming. */
    RESTARTING,
    /** Died again and again before it was ready; still tried, more and more rarely. */
    CRASH_LOOP,
    /** Stopped on request. */
    STOPPED
}
