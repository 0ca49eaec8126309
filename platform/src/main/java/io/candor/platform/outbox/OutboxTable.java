package io.candor.platform.outbox;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The outbox as the relay sees it: every tenant's events of one topic. */
@Singleton
class OutboxTable {
    /** One relay per topic and schema: the lock falls with the transaction, also when the process dies. */
    boolean lock(Connection connection, String topic) throws SQLException {
        var sql = "select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.outbox.' || ?, 0))";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** The oldest events: at most {@code limit}, and none after {@code bytes} of payload, so that they fit one request. */
    List<OutboxEvent> waiting(Connection connection, String topic, int limit, int bytes) throws SQLException {
        var sql = "select tenant_id, id, seq, payload from (select tenant_id, id, seq, payload,"
                + " sum(octet_length(payload)) over (order by seq) - octet_length(payload) as before"
                + " from (select * from outbox where topic = ? and refused is null order by seq limit ?) as oldest)"
                + " as summed where before < ? order by seq";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, limit);
            statement.setInt(3, bytes);
            var events = new ArrayList<OutboxEvent>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new OutboxEvent(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getLong(3),
                            rows.getString(4)));
                }
            }
            return events;
        }
    }

    void delete(Connection connection, String topic, List<OutboxEvent> events) throws SQLException {
        var sql = "delete from outbox where topic = ? and tenant_id = ? and id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            for (var event : events) {
                statement.setString(1, topic);
                statement.setObject(2, event.tenantId());
                statement.setObject(3, event.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void refuse(Connection connection, String topic, OutboxEvent event, String reason) throws SQLException {
        var sql = "update outbox set refused = ? where topic = ? and tenant_id = ? and id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, reason);
            statement.setString(2, topic);
            statement.setObject(3, event.tenantId());
            statement.setObject(4, event.id());
            statement.executeUpdate();
        }
    }
}
