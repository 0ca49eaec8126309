package io.candor.auditledger.log;

import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.NodeId;
import io.candor.auditledger.merkle.NodeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** The nodes of the tree as one transaction sees them. */
record TableNodes(NodeTable table, Connection connection) implements NodeSource {
    @Override
    public Map<NodeId, Hash> nodes(Set<NodeId> ids) {
        try {
            return table.find(connection, ids);
        } catch (SQLException e) {
            throw new IllegalStateException("The nodes of the tree cannot be read", e);
        }
    }
}
