package io.candor.auditledger.log;

import io.candor.auditledger.log.LogEntry.Place;

/** A decision and the place that the sequencer gives it. */
record PlacedDecision(PendingDecision decision, Place place) {
    Leaf leaf() {
        return new Leaf(place.tenantSeq(), decision.record());
    }
}
