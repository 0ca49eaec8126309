package io.candor.auditledger.log;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sequencer whenever something may be waiting; it starts once the migrations have run. */
@Singleton
@Requires(property = "candor.ledger.sequencer", notEquals = "off")
class SequencerJob implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SequencerJob.class);

    private final Sequencer sequencer;
    private final IntakeSignal signal;
    private final SequencerConfig config;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean started;
    private volatile boolean stopping;

    SequencerJob(Sequencer sequencer, IntakeSignal signal, SequencerConfig config) {
        this.sequencer = sequencer;
        this.signal = signal;
        this.config = config;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        sequencer.open();
        started = true;
        Thread.ofVirtual().name("sequencer").start(this::loop);
    }

    /** Lets a running batch commit before the data source closes. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        signal.give();
        if (started && !ended.tryAcquire(10, TimeUnit.SECONDS)) {
            LOG.warn("The sequencer did not end in time");
        }
    }

    private void loop() {
        try {
            while (!stopping) {
                if (sequenceOnce() == 0) {
                    signal.await(config.sequenceInterval());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.release();
        }
    }

    private int sequenceOnce() {
        try {
            return sequencer.sequence();
        } catch (RuntimeException e) {
            // The loop is a process boundary: the database may be away for a while, and the decisions wait in it.
            LOG.warn("Sequencing failed and is tried again: {}", e.toString());
            return 0;
        }
    }
}
