package io.candor.auditledger;

/** Lets a test of another package decide when the log grows. */
public interface LogDriver {
    /** Gives every waiting decision its place. */
    void sequenceAll();
}
