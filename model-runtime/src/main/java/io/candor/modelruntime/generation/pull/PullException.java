package io.candor.modelruntime.generation.pull;

/** A pull that cannot be done; the message is for whoever called the command. */
final class PullException extends Exception {
    PullException(String message) {
        super(message);
    }
}
