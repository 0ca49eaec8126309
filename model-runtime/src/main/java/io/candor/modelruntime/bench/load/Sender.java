package io.candor.modelruntime.bench.load;

import java.util.function.Consumer;

/** Sends the same request over and over; where it is a client of its own, one at a time. */
@FunctionalInterface
public interface Sender {

    /** Sends it once; the answer comes later, on another thread. */
    void send(Consumer<Answer> answered);
}
