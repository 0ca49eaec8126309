package io.candor.auditledger.checkpoint;

import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.InvalidNoteException;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.TreeHash;
import io.candor.auditledger.merkle.VerifierKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Signs and finds the heads of the log, in the transaction of the caller. */
@Singleton
public class CheckpointService {
    private final CheckpointTable table;
    private final SignerKey signer;
    private final Clock clock;

    CheckpointService(CheckpointTable table, SignerKey signer, Clock clock) {
        this.table = table;
        this.signer = signer;
        this.clock = clock;
    }

    /** The key that the checkpoints verify with. */
    public VerifierKey key() {
        return signer.verifierKey();
    }

    /** The latest checkpoint of an opened log. */
    public SignedCheckpoint latest(Connection connection) throws SQLException {
        return table.latest(connection)
                .map(SignedCheckpoint::parse)
                .orElseThrow(() -> new IllegalStateException("The log has not been opened yet"));
    }

    /** Signs the next head. */
    public void append(Connection connection, long size, Hash root) throws SQLException {
        var text = new Checkpoint(signer.verifierKey().name(), size, root).text();
        table.insert(connection, size, SignedNote.sign(text, signer).toString(), clock.instant());
    }

    /**
     * Signs the head of the empty log, or checks that this key signed the last head of one that goes on.
     *
     * @throws IllegalStateException if another key did, so that a lost key is never replaced unseen
     */
    public void open(Connection connection) throws SQLException {
        var last = table.latest(connection);
        if (last.isEmpty()) {
            append(connection, 0, TreeHash.empty());
            return;
        }
        try {
            SignedNote.parse(last.get()).verify(key());
        } catch (InvalidNoteException another) {
            throw new IllegalStateException(
                    "The ledger key " + key() + " did not sign the last checkpoint of this log: its signature "
                            + another.getMessage() + ". Restore the key file that did",
                    another);
        }
    }
}
