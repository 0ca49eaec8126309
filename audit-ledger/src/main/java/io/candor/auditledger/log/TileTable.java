package io.candor.auditledger.log;

import io.candor.auditledger.merkle.Tile;
import io.candor.auditledger.merkle.TileId;
import io.candor.auditledger.merkle.TileSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The tree over the log, in tiles. */
@Singleton
class TileTable {

    /** The tiles as one transaction sees them. */
    TileSource in(Connection connection) {
        return ids -> {
            try {
                return find(connection, ids);
            } catch (SQLException e) {
                throw new IllegalStateException("The tiles of the tree cannot be read", e);
            }
        };
    }

    /** Keeps tiles that are new or have grown. */
    void put(Connection connection, Collection<Tile> tiles) throws SQLException {
        var sql = "insert into tile (level, index, hashes) values (?, ?, ?)"
                + " on conflict (level, index) do update set hashes = excluded.hashes";
        try (var statement = connection.prepareStatement(sql)) {
            for (var tile : tiles) {
                statement.setInt(1, tile.id().level());
                statement.setLong(2, tile.id().index());
                statement.setBytes(3, tile.bytes(tile.width()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Map<TileId, Tile> find(Connection connection, Set<TileId> ids) throws SQLException {
        var sql = "select level, index, hashes from unnest(?::smallint[], ?::bigint[]) as wanted(level, index)"
                + " join tile using (level, index)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "smallint", ids.stream().map(TileId::level).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", ids.stream().map(TileId::index).toArray()));
            var tiles = new HashMap<TileId, Tile>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = new TileId(rows.getInt(1), rows.getLong(2));
                    tiles.put(id, new Tile(id, rows.getBytes(3)));
                }
            }
            return tiles;
        }
    }
}
