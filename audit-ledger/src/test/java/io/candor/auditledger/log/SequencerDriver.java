package io.candor.auditledger.log;

import io.candor.auditledger.LogDriver;
import jakarta.inject.Singleton;

/** Runs the sequencer when a test says so. */
@Singleton
class SequencerDriver implements LogDriver {
    private final Sequencer sequencer;

    SequencerDriver(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public void sequenceAll() {
        sequencer.open();
        var appended = sequencer.sequence();
        while (appended > 0) {
            appended = sequencer.sequence();
        }
    }
}
