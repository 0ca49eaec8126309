package io.candor.auditledger.log;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Tells the sequencer of this replica that decisions were taken in. */
@Singleton
class IntakeSignal {
    private final BlockingQueue<Boolean> signal = new ArrayBlockingQueue<>(1);

    /** Signals; several signals at once are one. */
    void give() {
        var unused = signal.offer(true);
    }

    /** Waits for a signal, but no longer than this. */
    void await(Duration longest) throws InterruptedException {
        var unused = signal.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
