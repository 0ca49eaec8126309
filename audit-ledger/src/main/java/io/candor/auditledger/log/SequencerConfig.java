package io.candor.auditledger.log;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * How the sequencer works.
 *
 * @param sequenceInterval how long it waits for work at most; an intake on the same replica wakes it at once
 * @param sequenceBatch how many leaves one transaction appends at most
 */
@ConfigurationProperties("candor.ledger")
record SequencerConfig(Duration sequenceInterval, int sequenceBatch) {}
