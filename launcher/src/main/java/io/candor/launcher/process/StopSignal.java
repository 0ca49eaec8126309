package io.candor.launcher.process;

/** The signal that asks a process to end in good order. */
public enum StopSignal {
    /** What a JVM and most servers expect. */
    TERM,
    /** PostgreSQL's fast shutdown: sessions are ended, nothing is lost. */
    INT
}
