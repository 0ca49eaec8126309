package io.candor.auditledger.log;

import io.candor.auditledger.checkpoint.CheckpointService;
import io.candor.auditledger.log.LogEntry.Place;
import io.candor.auditledger.merkle.TileWriter;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.WorkerTransactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives waiting decisions their places, stores the tree's new tiles and signs the new head, all in one transaction.
 *
 * <p>An advisory lock lets one replica write while the others stand by. It falls with the transaction, also when the
 * process dies, and the unique places would refuse a second writer even without it.
 */
@Singleton
class Sequencer {
    private final WorkerTransactions workers;
    private final SequenceTable decisions;
    private final TileTable tiles;
    private final CheckpointService checkpoints;
    private final SequencerConfig config;

    Sequencer(
            WorkerTransactions workers,
            SequenceTable decisions,
            TileTable tiles,
            CheckpointService checkpoints,
            SequencerConfig config) {
        this.workers = workers;
        this.decisions = decisions;
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.config = config;
    }

    /** Makes sure that the log has a head which this replica's key signed. */
    void open() {
        workers.call(connection -> {
            decisions.lock(connection);
            checkpoints.open(connection);
            return true;
        });
    }

    /** Appends one batch, if this replica's turn has come; tells how many leaves. */
    int sequence() {
        var appended = workers.call(connection -> {
            var leaves = decisions.tryLock(connection) ? append(connection) : 0;
            if (leaves > 0) {
                FaultPoint.reached("sequencer.before-commit");
            }
            return leaves;
        });
        if (appended > 0) {
            FaultPoint.reached("sequencer.committed");
        }
        return appended;
    }

    private int append(Connection connection) throws SQLException {
        var pending = decisions.pending(connection, config.sequenceBatch());
        if (pending.isEmpty()) {
            return 0;
        }
        var tree = new TileWriter(checkpoints.latest(connection).size(), tiles.in(connection));
        var placed = placed(connection, pending, tree.size());
        placed.forEach(each -> tree.append(each.leaf().hash()));
        decisions.place(connection, placed);
        tiles.put(connection, tree.changed());
        checkpoints.append(connection, tree.size(), tree.root());
        return placed.size();
    }

    private List<PlacedDecision> placed(Connection connection, List<PendingDecision> pending, long firstLeaf)
            throws SQLException {
        var tenants = pending.stream().map(PendingDecision::tenantId).collect(Collectors.toSet());
        var sequences = decisions.lastSequences(connection, tenants);
        var placed = new ArrayList<PlacedDecision>();
        for (var decision : pending) {
            var tenantSeq = sequences.merge(decision.tenantId(), 1L, Long::sum);
            placed.add(new PlacedDecision(decision, new Place(tenantSeq, firstLeaf + placed.size())));
        }
        return placed;
    }
}
