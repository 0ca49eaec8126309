package io.candor.auditledger.log;

import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.Frontier;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.platform.testing.TestDatabase;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** The tables of the log as a superuser sees them, past row-level security. */
@Singleton
class LogTables {
    private final DataSource superuser;

    LogTables(@Value("${datasources.default.url}") String url) {
        this.superuser = TestDatabase.superuserOf(url);
    }

    /** A leaf as it is stored. */
    record StoredLeaf(UUID tenant, UUID id, long tenantSeq, long leafIndex, String record) {}

    List<StoredLeaf> leaves() throws SQLException {
        var leaves = new ArrayList<StoredLeaf>();
        query(
                "select tenant_id, id, tenant_seq, leaf_index, record from ledger.decision"
                        + " where leaf_index is not null order by leaf_index",
                rows -> leaves.add(new StoredLeaf(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, UUID.class),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getString(5))));
        return leaves;
    }

    /** The numbers of each tenant's leaves, in the order of the log. */
    Map<UUID, List<Long>> sequences() throws SQLException {
        var sequences = new TreeMap<UUID, List<Long>>();
        leaves().forEach(leaf -> sequences
                .computeIfAbsent(leaf.tenant(), tenant -> new ArrayList<>())
                .add(leaf.tenantSeq()));
        return sequences;
    }

    /** The checkpoint of the log, computed anew from its leaves. */
    Frontier recomputed() throws SQLException {
        var frontier = Frontier.of(0, ids -> Map.of());
        leaves().forEach(leaf -> frontier.append(new Leaf(leaf.tenantSeq(), leaf.record()).hash()));
        return frontier;
    }

    Checkpoint latest() throws SQLException {
        var notes = new ArrayList<String>();
        query("select note from ledger.checkpoint order by size desc limit 1", rows -> notes.add(rows.getString(1)));
        return Checkpoint.parse(SignedNote.parse(notes.getFirst()).text());
    }

    long count(String table) throws SQLException {
        var count = new ArrayList<Long>();
        query("select count(*) from ledger." + table, rows -> count.add(rows.getLong(1)));
        return count.getFirst();
    }

    /** How many bytes of hashes the tiles hold. */
    long hashes() throws SQLException {
        var bytes = new ArrayList<Long>();
        query("select coalesce(sum(octet_length(hashes)), 0) from ledger.tile", rows -> bytes.add(rows.getLong(1)));
        return bytes.getFirst();
    }

    void query(String sql, Row row) throws SQLException {
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }

    /** What is done with a row. */
    interface Row {
        void read(java.sql.ResultSet rows) throws SQLException;
    }
}
