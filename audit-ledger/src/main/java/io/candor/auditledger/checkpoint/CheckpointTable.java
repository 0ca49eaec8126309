package io.candor.auditledger.checkpoint;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Every head of the log that was signed. */
@Singleton
class CheckpointTable {
    Optional<String> latest(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select note from checkpoint order by size desc limit 1");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    void insert(Connection connection, long size, String note, Instant signedAt) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert into checkpoint (size, note, signed_at) values (?, ?, ?)")) {
            statement.setLong(1, size);
            statement.setString(2, note);
            statement.setTimestamp(3, Timestamp.from(signedAt));
            statement.executeUpdate();
        }
    }
}
