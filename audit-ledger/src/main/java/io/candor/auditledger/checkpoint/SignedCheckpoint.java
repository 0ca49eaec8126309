package io.candor.auditledger.checkpoint;

import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.SignedNote;

/**
 * A head of the log and the note that signs it.
 *
 * @param note the text of the C2SP signed note
 */
public record SignedCheckpoint(Checkpoint checkpoint, String note) {
    static SignedCheckpoint parse(String note) {
        return new SignedCheckpoint(Checkpoint.parse(SignedNote.parse(note).text()), note);
    }

    /** How many leaves the log had. */
    public long size() {
        return checkpoint.size();
    }
}
