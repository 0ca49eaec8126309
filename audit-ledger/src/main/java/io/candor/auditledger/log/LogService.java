package io.candor.auditledger.log;

import io.candor.auditledger.merkle.InclusionProof;
import io.candor.auditledger.merkle.MerkleTree;
import io.candor.auditledger.merkle.TileNodes;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the log: the caller's own decisions, and the tree that is everybody's. */
@Singleton
public class LogService {
    private final EntryTable entries;
    private final TileTable tiles;
    private final TransactionOperations<Connection> transactions;

    LogService(EntryTable entries, TileTable tiles, TransactionOperations<Connection> transactions) {
        this.entries = entries;
        this.tiles = tiles;
        this.transactions = transactions;
    }

    /**
     * The caller's decision with this id.
     *
     * @throws ProblemException 404 {@code decision-not-found} for an unknown id, or another tenant's
     */
    public LogEntry require(Connection connection, UUID id) throws SQLException {
        return entries.find(connection, id)
                .orElseThrow(() -> ProblemException.notFound("decision-not-found", "There is no decision " + id));
    }

    /** The proof that a leaf is in the log of this size. */
    public InclusionProof inclusionProof(Connection connection, long leafIndex, long size) {
        return new MerkleTree(new TileNodes(tiles.in(connection))).inclusionProof(leafIndex, size);
    }

    LogEntry require(UUID id) {
        return transactions.executeRead(status -> require(status.getConnection(), id));
    }

    Page<LogEntry> newest(@Nullable String app, PageRequest page) {
        var after = page.after().map(ListPosition::parse).orElse(null);
        var rows = transactions.executeRead(status -> entries.newest(status.getConnection(), app, after, page.rows()));
        return Page.of(rows, page, entry -> ListPosition.of(entry).text());
    }
}
