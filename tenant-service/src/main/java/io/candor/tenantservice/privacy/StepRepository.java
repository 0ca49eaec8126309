package io.candor.tenantservice.privacy;

import io.candor.platform.privacy.ExportPage;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code privacy_step} and {@code privacy_export_chunk}. */
@Singleton
class StepRepository {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final JdbcOperations jdbc;
    private final WorkerTransactions workers;

    StepRepository(JdbcOperations jdbc, WorkerTransactions workers) {
        this.jdbc = jdbc;
        this.workers = workers;
    }

    void insert(UUID request, String service, int phase, Instant due) {
        var sql = "insert into privacy_step (request_id, service, phase, state, next_attempt_at)"
                + " values (?, ?, ?, 'waiting', ?) on conflict do nothing";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, request);
            statement.setString(2, service);
            statement.setInt(3, phase);
            statement.setTimestamp(4, Timestamp.from(due));
            return statement.executeUpdate();
        });
    }

    List<PrivacyRequest.Progress> progress(UUID request) {
        var sql = "select service, state = 'done', pages, attempts from privacy_step where request_id = ?"
                + " order by phase, service";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, request);
            var steps = new ArrayList<PrivacyRequest.Progress>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    steps.add(new PrivacyRequest.Progress(
                            rows.getString(1), rows.getBoolean(2), rows.getInt(3), rows.getInt(4)));
                }
            }
            return steps;
        });
    }

    /** Takes steps of any tenant whose turn it is; nobody else takes them for two minutes. */
    List<Step> take(Instant now, int limit) {
        var sql = """
                update privacy_step set next_attempt_at = ? where (tenant_id, request_id, service) in (
                  select s.tenant_id, s.request_id, s.service from privacy_step s
                  join privacy_request r on r.tenant_id = s.tenant_id and r.id = s.request_id and r.state in ('scheduled', 'running')
                  where s.state = 'waiting' and s.next_attempt_at <= ?
                    and not exists (select from privacy_step earlier where earlier.tenant_id = s.tenant_id
                      and earlier.request_id = s.request_id and earlier.phase < s.phase and earlier.state = 'waiting')
                  order by s.next_attempt_at limit ? for update of s skip locked)
                returning tenant_id, request_id, service
                """;
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(now.plus(LEASE)));
                statement.setTimestamp(2, Timestamp.from(now));
                statement.setInt(3, limit);
                var steps = new ArrayList<Step>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        steps.add(new Step(
                                rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getString(3)));
                    }
                }
                return steps;
            }
        });
    }

    /** Where an export's step goes on. */
    record Place(int pages, @Nullable String cursor) {}

    Place place(Step step) {
        var sql = "select pages, cursor from privacy_step where request_id = ? and service = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, step.requestId());
            statement.setString(2, step.service());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Place(rows.getInt(1), rows.getString(2));
            }
        });
    }

    List<String> pseudonyms(UUID request) {
        var sql = "select distinct pseudonym from privacy_step where request_id = ? and pseudonym is not null";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, request);
            var pseudonyms = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pseudonyms.add(rows.getString(1));
                }
            }
            return pseudonyms;
        });
    }

    void advance(Step step, ExportPage page) {
        var sql = "update privacy_step set pages = pages + 1, cursor = ?, pseudonym = ?"
                + " where request_id = ? and service = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, page.next());
            statement.setString(2, page.pseudonym());
            statement.setObject(3, step.requestId());
            statement.setString(4, step.service());
            return statement.executeUpdate();
        });
    }

    void finish(Step step) {
        var sql = "update privacy_step set state = 'done', cursor = null where request_id = ? and service = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, step.requestId());
            statement.setString(2, step.service());
            return statement.executeUpdate();
        });
    }

    /** Lets a step go on at once. */
    void takeUpAgain(Step step, Instant now) {
        var sql = "update privacy_step set next_attempt_at = ? where request_id = ? and service = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, step.requestId());
            statement.setString(3, step.service());
            return statement.executeUpdate();
        });
    }

    /** The tenants that have exports whose time is over. */
    List<UUID> tenantsWithExportsOlderThan(Instant now) {
        var sql = "select distinct tenant_id from privacy_request where state = 'done' and expires_at < ?";
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(now));
                var tenants = new ArrayList<UUID>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        tenants.add(rows.getObject(1, UUID.class));
                    }
                }
                return tenants;
            }
        });
    }

    /** Lets a step be tried again, ever later. */
    void postpone(Step step, Instant now) {
        var sql = "update privacy_step set attempts = attempts + 1,"
                + " next_attempt_at = ?::timestamptz + least(300, power(2, least(attempts, 9))) * interval '1 second'"
                + " where request_id = ? and service = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, step.requestId());
            statement.setString(3, step.service());
            return statement.executeUpdate();
        });
    }

    void insertChunk(Step step, int page, byte[] sealed, UUID sealedBy) {
        var sql =
                "insert into privacy_export_chunk (request_id, service, page, sealed, sealed_by) values (?, ?, ?, ?, ?)"
                        + " on conflict (tenant_id, request_id, service, page) do nothing";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, step.requestId());
            statement.setString(2, step.service());
            statement.setInt(3, page);
            statement.setBytes(4, sealed);
            statement.setObject(5, sealedBy);
            return statement.executeUpdate();
        });
    }

    byte @Nullable [] chunk(UUID request, String service, int page) {
        var sql = "select sealed from privacy_export_chunk where request_id = ? and service = ? and page = ?";
        return jdbc.<byte @Nullable []>prepareStatement(sql, statement -> {
            statement.setObject(1, request);
            statement.setString(2, service);
            statement.setInt(3, page);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        });
    }

    /** Deletes what exports hold that are over. */
    int deleteChunksOfExpired() {
        var sql = "delete from privacy_export_chunk c using privacy_request r"
                + " where r.id = c.request_id and r.tenant_id = c.tenant_id and r.state in ('expired', 'cancelled')";
        return jdbc.prepareStatement(sql, java.sql.PreparedStatement::executeUpdate);
    }
}
