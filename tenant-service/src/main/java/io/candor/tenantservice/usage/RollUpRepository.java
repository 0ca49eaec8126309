package io.candor.tenantservice.usage;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The hourly and daily sums of the bound tenant's usage. */
@Singleton
class RollUpRepository {
    private static final List<Function<Map.Entry<RollUp, Long>, @Nullable Object>> VALUES = List.of(
            sum -> sum.getKey().start(),
            sum -> sum.getKey().meter(),
            sum -> sum.getKey().app(),
            sum -> sum.getKey().capability(),
            sum -> sum.getKey().model(),
            sum -> sum.getKey().subject(),
            sum -> sum.getKey().test(),
            Map.Entry::getValue);

    /** PostgreSQL's {@code numeric_value_out_of_range}. */
    private static final String OUT_OF_RANGE = "22003";

    private final JdbcOperations jdbc;

    RollUpRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void addToHours(Map<RollUp, Long> sums) {
        add("usage_hour", sums);
    }

    void addToDays(Map<RollUp, Long> sums) {
        add("usage_day", sums);
    }

    private void add(String table, Map<RollUp, Long> sums) {
        var key = "start, meter, app, capability, model, subject, test";
        var sql = "insert into " + table + " (" + key + ", quantity)"
                + " select * from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
                + " ?::boolean[], ?::bigint[])"
                + " on conflict (tenant_id, " + key + ") do update set quantity = " + table
                + ".quantity + excluded.quantity";
        jdbc.prepareStatement(sql, statement -> {
            var index = 1;
            for (var value : VALUES) {
                statement.setObject(index++, Columns.texts(sums.entrySet(), value));
            }
            try {
                return statement.executeUpdate();
            } catch (SQLException e) {
                if (OUT_OF_RANGE.equals(e.getSQLState())) {
                    throw Segment.tooMuch("usage");
                }
                throw e;
            }
        });
    }
}
