package io.candor.tenantservice.usage;

import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sums of the bound tenant's usage, from the events or from their roll-ups. */
@Singleton
class UsageRepository {
    private final JdbcOperations jdbc;

    UsageRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The items after the page's position, in the order of their groups. */
    List<UsageItem> sum(UsageQuery query, PageRequest page) {
        var after = page.after().map(position -> values(query, position)).orElse(null);
        return jdbc.prepareStatement(sql(query, after != null), statement -> {
            var index = bindPeriodAndFilters(query, statement);
            if (after != null) {
                for (var value : after) {
                    statement.setObject(index++, value);
                }
            }
            statement.setInt(index, page.rows());
            var items = new ArrayList<UsageItem>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(item(query.groups(), rows));
                }
            }
            return items;
        });
    }

    private static String sql(UsageQuery query, boolean isContinued) {
        var isOfEvents = query.table().equals("usage_event");
        var time = isOfEvents ? "occurred_at" : "start";
        var keys = query.groups().stream().map(UsageGroup::value).collect(Collectors.joining(", ")) + ", test";
        var columns = query.groups().stream()
                .map(group -> column(group, time) + " as " + group.value())
                .collect(Collectors.joining(", "));
        var filters = query.only().keySet().stream()
                        .map(group -> " and " + group.value() + " = ?")
                        .collect(Collectors.joining())
                + (query.test() == null ? "" : " and test = ?");
        var placeholders = String.join(", ", Collections.nCopies(query.groups().size() + 1, "?"));
        return "select * from (select " + columns + ", test, least(sum(quantity), " + Long.MAX_VALUE
                + ")::bigint as quantity from " + query.table() + " as used where " + time + " >= ? and " + time
                + " < ?"
                + filters + " group by " + groupNumbers(query) + ") as summed"
                + (isContinued ? " where (" + keys + ") > (" + placeholders + ")" : "") + " order by " + keys
                + " limit ?";
    }

    private static String groupNumbers(UsageQuery query) {
        return IntStream.rangeClosed(1, query.groups().size() + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    private static String column(UsageGroup group, String time) {
        return switch (group) {
            case DAY -> "(" + time + " at time zone 'UTC')::date";
            case HOUR -> "date_trunc('hour', " + time + ", 'UTC')";
            default -> "coalesce(used." + group.value() + ", '')";
        };
    }

    private static int bindPeriodAndFilters(UsageQuery query, PreparedStatement statement) throws SQLException {
        statement.setTimestamp(1, Timestamp.from(query.period().from()));
        statement.setTimestamp(2, Timestamp.from(query.period().to()));
        var index = 3;
        for (var value : query.only().values()) {
            statement.setString(index++, value);
        }
        if (query.test() != null) {
            statement.setBoolean(index++, query.test());
        }
        return index;
    }

    /** The position as the database compares it. */
    private static List<Object> values(UsageQuery query, String position) {
        var texts = UsageQuery.values(position);
        var index = 0;
        var values = new ArrayList<>();
        try {
            for (var group : query.groups()) {
                var text = texts[index++];
                values.add(
                        switch (group) {
                            case DAY -> LocalDate.parse(text);
                            case HOUR -> Timestamp.from(Instant.parse(text));
                            default -> text;
                        });
            }
            values.add(Boolean.parseBoolean(texts[index]));
            return values;
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw ProblemException.invalid("cursor", "is not one that this list gave");
        }
    }

    private static UsageItem item(Set<UsageGroup> groups, ResultSet row) throws SQLException {
        return new UsageItem(
                row.getString("meter"),
                groups.contains(UsageGroup.DAY) ? row.getObject("day", LocalDate.class) : null,
                groups.contains(UsageGroup.HOUR) ? row.getTimestamp("hour").toInstant() : null,
                text(groups, UsageGroup.APP, row),
                text(groups, UsageGroup.CAPABILITY, row),
                text(groups, UsageGroup.MODEL, row),
                text(groups, UsageGroup.SUBJECT, row),
                row.getBoolean("test") ? true : null,
                row.getLong("quantity"));
    }

    private static @Nullable String text(Set<UsageGroup> groups, UsageGroup group, ResultSet row) throws SQLException {
        if (!groups.contains(group)) {
            return null;
        }
        var text = row.getString(group.value());
        return text.isEmpty() ? null : text;
    }
}
