package io.candor.tenantservice.usage;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The usage events of the bound tenant. */
@Singleton
class UsageEventRepository {
    private static final String COLUMNS =
            "id, meter, quantity, occurred_at, decision_id, app, capability, model, subject, call_id, test, corrects";
    private static final List<Function<UsageEvent, @Nullable Object>> VALUES = List.of(
            UsageEvent::id,
            UsageEvent::meter,
            UsageEvent::quantity,
            UsageEvent::occurredAt,
            UsageEvent::decisionId,
            UsageEvent::app,
            UsageEvent::capability,
            UsageEvent::model,
            UsageEvent::subject,
            UsageEvent::callId,
            UsageEvent::test,
            UsageEvent::corrects);

    private final JdbcOperations jdbc;

    UsageEventRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts what is not there yet, and tells the ids of that.
     *
     * @param segments the number of each event's segment, in the same order; null where it is not charged
     */
    Set<UUID> insert(Collection<UsageEvent> events, List<@Nullable Integer> segments, Instant receivedAt) {
        var sql = "insert into usage_event (" + COLUMNS + ", segment, received_at)"
                + " select e.*, ? from unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::uuid[], ?::text[],"
                + " ?::text[], ?::text[], ?::text[], ?::uuid[], ?::boolean[], ?::uuid[], ?::int[])"
                + " as e (" + COLUMNS + ", segment) on conflict do nothing returning id";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(receivedAt));
            var index = 2;
            for (var column : VALUES) {
                statement.setObject(index++, Columns.texts(events, column));
            }
            statement.setObject(index, Columns.texts(segments, segment -> segment));
            var inserted = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
            return inserted;
        });
    }

    Map<UUID, UsageEvent> find(Collection<UUID> ids) {
        var sql = "select " + COLUMNS + " from usage_event where id = any (?::uuid[])";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, Columns.texts(ids, id -> id));
            var found = new HashMap<UUID, UsageEvent>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject("id", UUID.class);
                    found.put(
                            id,
                            new UsageEvent(
                                    id,
                                    rows.getString("meter"),
                                    rows.getLong("quantity"),
                                    rows.getTimestamp("occurred_at").toInstant(),
                                    rows.getObject("decision_id", UUID.class),
                                    rows.getString("app"),
                                    rows.getString("capability"),
                                    rows.getString("model"),
                                    rows.getString("subject"),
                                    rows.getObject("call_id", UUID.class),
                                    rows.getBoolean("test"),
                                    rows.getObject("corrects", UUID.class)));
                }
            }
            return found;
        });
    }

    /** The numbers of the segments of some events; an event that is not charged has none. */
    Map<UUID, Integer> segments(Collection<UUID> ids) {
        var sql = "select id, segment from usage_event where id = any (?::uuid[]) and segment is not null";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, Columns.texts(ids, id -> id));
            var found = new HashMap<UUID, Integer>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            return found;
        });
    }

    /** What other corrections than {@code except} took back of some events: sums below 0. */
    Map<UUID, Long> takenBack(Collection<UUID> ids, Collection<UUID> except) {
        var sql = "select corrects, sum(quantity)::bigint from usage_event where corrects = any (?::uuid[])"
                + " and not id = any (?::uuid[]) group by corrects";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, Columns.texts(ids, id -> id));
            statement.setObject(2, Columns.texts(except, id -> id));
            var sums = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return sums;
        });
    }
}
