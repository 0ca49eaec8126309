package io.candor.tenantservice.usage;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.pricing.MeteredUnits;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bound tenant's metered units. */
@Singleton
class SegmentRepository {
    private static final String COLUMNS =
            "period, meter, segment, billed_in, adjusts, plan, included, unit_price_nanos, used_before, units";
    private static final List<Function<Segment, @Nullable Object>> VALUES = List.of(
            segment -> segment.used().period().atDay(1),
            segment -> segment.used().meter(),
            Segment::number,
            segment -> segment.billedIn().atDay(1),
            Segment::adjusts,
            segment -> segment.used().plan(),
            segment -> segment.used().terms().included(),
            segment -> segment.used().terms().unitPriceNanos(),
            segment -> segment.used().usedBefore(),
            segment -> segment.used().units(),
            segment -> segment.used().amountNanos());

    private final JdbcOperations jdbc;

    SegmentRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of some meters in some months, each meter's in the order of their numbers. */
    List<Segment> find(Collection<String> meters, Collection<YearMonth> months) {
        var sql = "select " + COLUMNS + " from metered_units where meter = any (?) and period = any (?::date[])"
                + " order by period, meter, segment";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, meters.toArray(String[]::new));
            statement.setObject(
                    2, months.stream().map(month -> month.atDay(1).toString()).toArray(String[]::new));
            return read(statement);
        });
    }

    /** Those that the invoice of a month shows, in the order of its lines. */
    List<Segment> billedIn(YearMonth month) {
        var sql = "select " + COLUMNS + " from metered_units where billed_in = ? order by period desc, meter, segment";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, month.atDay(1));
            return read(statement);
        });
    }

    void store(List<Segment> segments) {
        var sql = "insert into metered_units (" + COLUMNS + ", amount_nanos)"
                + " select * from unnest(?::date[], ?::text[], ?::int[], ?::date[], ?::int[], ?::text[], ?::bigint[],"
                + " ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])"
                + " on conflict (tenant_id, period, meter, segment)"
                + " do update set units = excluded.units, amount_nanos = excluded.amount_nanos";
        jdbc.prepareStatement(sql, statement -> {
            var index = 1;
            for (var value : VALUES) {
                statement.setObject(index++, Columns.texts(segments, value));
            }
            return statement.executeUpdate();
        });
    }

    private static List<Segment> read(PreparedStatement statement) throws SQLException {
        var segments = new ArrayList<Segment>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                segments.add(segment(rows));
            }
        }
        return segments;
    }

    private static Segment segment(ResultSet row) throws SQLException {
        var terms = new MeterTerms(row.getLong("included"), row.getLong("unit_price_nanos"), null);
        var used = new MeteredUnits(
                month(row, "period"),
                row.getString("meter"),
                row.getString("plan"),
                terms,
                row.getLong("used_before"),
                row.getLong("units"));
        return new Segment(
                row.getInt("segment"), month(row, "billed_in"), row.getObject("adjusts", Integer.class), used);
    }

    private static YearMonth month(ResultSet row, String column) throws SQLException {
        return YearMonth.from(row.getObject(column, LocalDate.class));
    }
}
