package io.candor.auditledger.log;

import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.Node;
import io.candor.auditledger.merkle.NodeId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hashes of the tree over the log. */
@Singleton
class NodeTable {
    void insert(Connection connection, List<Node> nodes) throws SQLException {
        try (var statement = connection.prepareStatement("insert into node (level, index, hash) values (?, ?, ?)")) {
            for (var node : nodes) {
                statement.setInt(1, node.id().level());
                statement.setLong(2, node.id().index());
                statement.setBytes(3, node.hash().bytes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    Map<NodeId, Hash> find(Connection connection, Set<NodeId> ids) throws SQLException {
        var sql = "select level, index, hash from unnest(?::smallint[], ?::bigint[]) as wanted(level, index)"
                + " join node using (level, index)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "smallint", ids.stream().map(NodeId::level).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", ids.stream().map(NodeId::index).toArray()));
            var nodes = new HashMap<NodeId, Hash>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    nodes.put(new NodeId(rows.getInt(1), rows.getLong(2)), Hash.of(rows.getBytes(3)));
                }
            }
            return nodes;
        }
    }
}
