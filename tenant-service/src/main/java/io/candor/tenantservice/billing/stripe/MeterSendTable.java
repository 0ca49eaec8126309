package io.candor.tenantservice.billing.stripe;

import io.candor.platform.tenancy.WorkerTransactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What Stripe is told, of all tenants, as the job that tells it sees it. */
@Singleton
class MeterSendTable {
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** Of each tenant and meter the oldest day that waits, unless a send is open or was done a moment ago. */
    private static final String GATHER = """
            with lane as (
              select distinct on (tenant_id, meter) tenant_id, meter, day from stripe_meter_event e
              where occurred_at <= ? and not exists (
                select from stripe_meter_send s
                where s.tenant_id = e.tenant_id and s.meter = e.meter and (s.state = 'open' or s.done_at > ?))
              order by tenant_id, meter, day limit 500
            ), gone as (
              delete from stripe_meter_event e using lane
              where e.tenant_id = lane.tenant_id and e.meter = lane.meter and e.day = lane.day and e.occurred_at <= ?
              returning e.tenant_id, e.meter, e.day, e.quantity, e.occurred_at
            )
            insert into stripe_meter_send (tenant_id, id, meter, day, quantity, occurred_at, state, next_attempt_at)
            select tenant_id, gen_random_uuid(), meter, day, sum(quantity), max(occurred_at), 'open', ?::timestamptz from gone
            group by tenant_id, meter, day
            """;

    private static final String CLAIM = """
            update stripe_meter_send set attempts = attempts + 1, next_attempt_at = ?
            where (tenant_id, id) in (
              select tenant_id, id from stripe_meter_send where state = 'open' and next_attempt_at <= ?
              order by next_attempt_at limit ? for update skip locked)
            returning tenant_id, id, meter, day, quantity, occurred_at, settling, attempts, unanswered_since
            """;

    private final WorkerTransactions workers;

    MeterSendTable(WorkerTransactions workers) {
        this.workers = workers;
    }

    /** Turns units that wait into sends; {@code until} is the latest time that Stripe takes now. */
    int gather(Instant now, Instant until, Instant notSince) {
        return workers.call(connection -> {
            if (!isAlone(connection)) {
                return 0;
            }
            return update(connection, GATHER, until, notSince, until, now);
        });
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        var sql = "select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.stripe_meter_send', 0))";
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Takes sends that are due, for longer than a call can last: nobody else sends them meanwhile. */
    List<MeterSend> claim(Instant now, int limit) {
        return workers.call(connection -> {
            try (var statement = prepare(connection, CLAIM, now.plus(LEASE), now, limit);
                    var rows = statement.executeQuery()) {
                var claimed = new ArrayList<MeterSend>();
                while (rows.next()) {
                    claimed.add(read(rows));
                }
                return claimed;
            }
        });
    }

    /** Notes, before the call, that it may arrive. */
    void begin(MeterSend send, Instant now) {
        change(
                "update stripe_meter_send set settling = ?, unanswered_since = coalesce(unanswered_since, ?)"
                        + " where tenant_id = ? and id = ?",
                send.settling(),
                now,
                send.tenantId(),
                send.id());
    }

    /** Forgets that an attempt may have arrived, because it is known that it did not. */
    void restart(MeterSend send, UUID newId) {
        change(
                "update stripe_meter_send set id = ?, settling = ?, unanswered_since = null"
                        + " where tenant_id = ? and id = ?",
                newId,
                send.settling(),
                send.tenantId(),
                send.id());
    }

    void done(MeterSend send, String state, @Nullable String reason, Instant now) {
        change(
                "update stripe_meter_send set state = ?, reason = ?, done_at = ?, unanswered_since = null"
                        + " where tenant_id = ? and id = ?",
                state,
                reason,
                now,
                send.tenantId(),
                send.id());
    }

    /** Tries again later; {@code refused} says that the attempt surely did nothing. */
    void later(MeterSend send, Instant when, String reason, boolean refused) {
        change(
                "update stripe_meter_send set next_attempt_at = ?, reason = ?,"
                        + " unanswered_since = case when ? then null else unanswered_since end"
                        + " where tenant_id = ? and id = ?",
                when,
                reason,
                refused,
                send.tenantId(),
                send.id());
    }

    /** Units of the send's month that were done before, in one of {@code states}. */
    long doneBefore(MeterSend send, String... states) {
        var sql = "select coalesce(sum(quantity), 0)::bigint from stripe_meter_send"
                + " where tenant_id = ? and meter = ? and day >= ? and day <= ? and state = any (?)";
        return workers.call(connection -> {
            var month = send.month();
            try (var statement = prepare(
                            connection,
                            sql,
                            send.tenantId(),
                            send.meter(),
                            month.atDay(1),
                            month.atEndOfMonth(),
                            states);
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private void change(String sql, @Nullable Object... values) {
        workers.call(connection -> update(connection, sql, values));
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant instant ? Timestamp.from(instant) : values[i]);
        }
        return statement;
    }

    private static MeterSend read(ResultSet rows) throws SQLException {
        var unanswered = rows.getTimestamp("unanswered_since");
        return new MeterSend(
                rows.getObject("tenant_id", UUID.class),
                rows.getObject("id", UUID.class),
                rows.getString("meter"),
                rows.getObject("day", LocalDate.class),
                rows.getLong("quantity"),
                rows.getTimestamp("occurred_at").toInstant(),
                rows.getBoolean("settling"),
                rows.getInt("attempts"),
                unanswered == null ? null : unanswered.toInstant());
    }
}
