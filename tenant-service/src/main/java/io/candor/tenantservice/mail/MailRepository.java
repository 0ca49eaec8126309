package io.candor.tenantservice.mail;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The mails that wait, of the bound tenant and, for the job that sends them, of every one. */
@Singleton
class MailRepository {
    private final JdbcOperations jdbc;

    MailRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Mail mail, String state, Instant now) {
        var sql = "insert into mail (id, recipient, subject, body, state, next_attempt_at, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, mail.id());
            statement.setString(2, mail.recipient());
            statement.setString(3, mail.subject());
            statement.setString(4, mail.body());
            statement.setString(5, state);
            statement.setTimestamp(6, Timestamp.from(now));
            statement.setTimestamp(7, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }

    /** Mails that are due, locked, without those that another replica has in hand. */
    List<Mail> due(Connection worker, Instant now, int limit) throws SQLException {
        var sql = "select id, recipient, subject, body, attempts from mail"
                + " where state = 'waiting' and next_attempt_at <= ?"
                + " order by next_attempt_at limit ? for update skip locked";
        try (var statement = worker.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, limit);
            var mails = new ArrayList<Mail>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    mails.add(new Mail(
                            rows.getObject("id", java.util.UUID.class),
                            rows.getString("recipient"),
                            rows.getString("subject"),
                            rows.getString("body"),
                            rows.getInt("attempts")));
                }
            }
            return mails;
        }
    }

    void delete(Connection worker, Mail mail) throws SQLException {
        try (var statement = worker.prepareStatement("delete from mail where id = ?")) {
            statement.setObject(1, mail.id());
            statement.executeUpdate();
        }
    }

    void postpone(Connection worker, Mail mail, String state, Instant next) throws SQLException {
        var sql = "update mail set attempts = attempts + 1, state = ?, next_attempt_at = ? where id = ?";
        try (var statement = worker.prepareStatement(sql)) {
            statement.setString(1, state);
            statement.setTimestamp(2, Timestamp.from(next));
            statement.setObject(3, mail.id());
            statement.executeUpdate();
        }
    }

    int deleteOlderThan(Connection worker, Instant limit) throws SQLException {
        try (var statement = worker.prepareStatement("delete from mail where created_at < ?")) {
            statement.setTimestamp(1, Timestamp.from(limit));
            return statement.executeUpdate();
        }
    }
}
