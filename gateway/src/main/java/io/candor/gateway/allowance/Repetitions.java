package io.candor.gateway.allowance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Knows retries by their idempotency keys: a retry is the same call. */
final class Repetitions {
    private Repetitions() {}

    /** The calls that some of {@code calls} repeat. */
    static Map<RequestedCall, UUID> find(Connection connection, List<RequestedCall> calls, Instant now)
            throws SQLException {
        var keyed = keyed(calls);
        var found = new HashMap<RequestedCall, UUID>();
        if (keyed.isEmpty()) {
            return found;
        }
        try (var statement = connection.prepareStatement("select number, call from find_repeated(?, ?, ?, ?, ?)")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setArray(2, array(connection, "uuid", keyed, RequestedCall::tenant));
            statement.setArray(
                    3, array(connection, "text", keyed, call -> call.caller().subject()));
            statement.setArray(4, array(connection, "text", keyed, RequestedCall::operation));
            statement.setArray(5, array(connection, "text", keyed, RequestedCall::idempotencyKey));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(keyed.get(rows.getInt(1) - 1), rows.getObject(2, UUID.class));
                }
            }
            return found;
        }
    }

    /** Notes the keys of calls that were admitted, before anybody can use them. */
    static void note(Connection connection, List<RequestedCall> calls) throws SQLException {
        var keyed = keyed(calls);
        if (keyed.isEmpty()) {
            return;
        }
        var sql = "update request_log r set idempotency_key = k.key from unnest(?::uuid[], ?::uuid[], ?::text[])"
                + " as k(tenant, id, key) where r.tenant_id = k.tenant and r.id = k.id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array(connection, "uuid", keyed, RequestedCall::tenant));
            statement.setArray(2, array(connection, "uuid", keyed, RequestedCall::id));
            statement.setArray(3, array(connection, "text", keyed, RequestedCall::idempotencyKey));
            statement.executeUpdate();
        }
    }

    private static List<RequestedCall> keyed(List<RequestedCall> calls) {
        return calls.stream().filter(call -> call.idempotencyKey() != null).toList();
    }

    private static java.sql.Array array(
            Connection connection, String type, List<RequestedCall> calls, Function<RequestedCall, ?> column)
            throws SQLException {
        return connection.createArrayOf(type, calls.stream().map(column).toArray());
    }
}
