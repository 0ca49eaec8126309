package io.candor.tenantservice.privacy;

import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.privacy.PrivacyRequest.State;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code privacy_request} of the bound tenant. */
@Singleton
class PrivacyRequestRepository {
    private static final String SELECT = "select id, kind, state, subject_digest, requested_by, created_at, due_at,"
            + " completed_at, expires_at from privacy_request";

    private final JdbcOperations jdbc;

    PrivacyRequestRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts a request; false when the tenant's end is under way already. */
    boolean insert(PrivacyRequest request, byte @Nullable [] sealedSubject) {
        var sql = "insert into privacy_request (id, kind, state, subject_digest, sealed_subject, requested_by,"
                + " created_at, due_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, request.id());
            statement.setString(2, request.kind().value());
            statement.setString(3, request.state().value());
            statement.setString(4, request.subjectDigest());
            statement.setBytes(5, sealedSubject);
            statement.setString(6, request.requestedBy());
            statement.setTimestamp(7, Timestamp.from(request.createdAt()));
            statement.setTimestamp(8, Timestamp.from(request.dueAt()));
            return statement.executeUpdate() == 1;
        });
    }

    Optional<PrivacyRequest> find(UUID id) {
        return query(SELECT + " where id = ?", statement -> statement.setObject(1, id)).stream()
                .findFirst();
    }

    /** The tenant's end, if it is under way. */
    Optional<PrivacyRequest> deletion() {
        return query(SELECT + " where kind = 'delete-tenant' and state in ('scheduled', 'running')", statement -> {})
                .stream()
                .findFirst();
    }

    List<PrivacyRequest> page(PageRequest page) {
        var after = page.afterId().orElse(null);
        return query(SELECT + " where (?::uuid is null or id < ?::uuid) order by id desc limit ?", statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, page.rows());
        });
    }

    byte @Nullable [] sealedSubject(UUID id) {
        return jdbc.<byte @Nullable []>prepareStatement(
                "select sealed_subject from privacy_request where id = ?", statement -> {
                    statement.setObject(1, id);
                    try (var rows = statement.executeQuery()) {
                        return rows.next() ? rows.getBytes(1) : null;
                    }
                });
    }

    /** Moves a request from one state to another; false when it is not in the first. */
    boolean move(UUID id, State from, State to) {
        var sql = "update privacy_request set state = ? where id = ? and state = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, to.value());
            statement.setObject(2, id);
            statement.setString(3, from.value());
            return statement.executeUpdate() == 1;
        });
    }

    /** Ends a running request, and forgets whom it was about; false when it does not run. */
    boolean complete(UUID id, Instant now, @Nullable Instant expiry) {
        var sql = "update privacy_request set state = 'done', completed_at = ?, expires_at = ?, sealed_subject = null"
                + " where id = ? and state = 'running'";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, expiry == null ? null : Timestamp.from(expiry));
            statement.setObject(3, id);
            return statement.executeUpdate() == 1;
        });
    }

    /** Ends exports that may show a person who is erased: those of them, and those of the whole tenant. */
    void expireExportsWith(String subjectDigest) {
        var sql = "update privacy_request set state = 'expired', sealed_subject = null"
                + " where state in ('scheduled', 'running', 'done')"
                + " and (kind = 'export-tenant' or kind = 'export-subject' and subject_digest = ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, subjectDigest);
            return statement.executeUpdate();
        });
    }

    /** Ends exports whose time is over. */
    int expireOlderThan(Instant now) {
        var sql = "update privacy_request set state = 'expired' where state = 'done' and expires_at < ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private List<PrivacyRequest> query(String sql, Parameters parameters) {
        return jdbc.prepareStatement(sql, statement -> {
            parameters.set(statement);
            var requests = new ArrayList<PrivacyRequest>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    requests.add(read(rows));
                }
            }
            return requests;
        });
    }

    private static PrivacyRequest read(ResultSet rows) throws SQLException {
        return new PrivacyRequest(
                rows.getObject(1, UUID.class),
                RequestKind.of(rows.getString(2)),
                State.of(rows.getString(3)),
                rows.getString(4),
                rows.getString(5),
                rows.getTimestamp(6).toInstant(),
                rows.getTimestamp(7).toInstant(),
                instant(rows, 8),
                instant(rows, 9),
                List.of());
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        var time = rows.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
