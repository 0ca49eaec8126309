package io.candor.tenantservice.usage;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
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
            "id, meter, quantity, occurred_at, decision_id, app, capability, model, subject, call_id, test";
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
            UsageEvent::test);

    private final JdbcOperations jdbc;

    UsageEventRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts what is not there yet, and tells the ids of that.
     *
     * <p>In the order of the ids, so that two requests with the same events wait for each other instead of locking each
     * other out.
     */
    Set<UUID> insert(Collection<UsageEvent> events, Instant receivedAt) {
        var sql = "insert into usage_event (" + COLUMNS + ", received_at)"
                + " select e.*, ? from unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::uuid[], ?::text[],"
                + " ?::text[], ?::text[], ?::text[], ?::uuid[], ?::boolean[]) as e (" + COLUMNS + ") order by e.id"
                + " on conflict do nothing returning id";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(receivedAt));
            var index = 2;
            for (var column : VALUES) {
                statement.setObject(index++, column(events, column));
            }
            var inserted = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
            return inserted;
        });
    }

    private static String[] column(Collection<UsageEvent> events, Function<UsageEvent, @Nullable Object> value) {
        return events.stream().map(event -> text(value.apply(event))).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    Map<UUID, UsageEvent> find(Collection<UUID> ids) {
        var sql = "select " + COLUMNS + " from usage_event where id = any (?::uuid[])";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, ids.stream().map(UUID::toString).toArray(String[]::new));
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
                                    rows.getBoolean("test")));
                }
            }
            return found;
        });
    }

    /** One sum per meter, or per day of UTC and meter, in that order. */
    List<UsageItem> sum(Period period, boolean byDay) {
        var day = byDay ? "(occurred_at at time zone 'UTC')::date" : "null::date";
        var sql = "select " + day + " as day, meter, sum(quantity)::bigint as quantity from usage_event"
                + " where occurred_at >= ? and occurred_at < ? group by 1, 2 order by 1, 2";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(period.from()));
            statement.setTimestamp(2, Timestamp.from(period.to()));
            var items = new ArrayList<UsageItem>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var date = rows.getObject("day", java.time.LocalDate.class);
                    items.add(new UsageItem(rows.getString("meter"), date, rows.getLong("quantity")));
                }
            }
            return items;
        });
    }
}
