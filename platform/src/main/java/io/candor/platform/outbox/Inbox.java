package io.candor.platform.outbox;

import io.candor.platform.decision.Digests;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;

/** The idempotent receiver: remembers, in the transaction of the work, which events of a tenant have arrived. */
@Singleton
@Requires(beans = DataSource.class)
public class Inbox {
    private final JdbcOperations jdbc;
    private final Clock clock;

    Inbox(JdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Tells whether an event arrives for the first time.
     *
     * @param content what the event says; the same id may not come back saying something else
     * @throws ProblemException 409 {@code event-id-reused} when it does
     */
    public boolean isFirst(String topic, UUID id, byte[] content) {
        var digest = Digests.sha256(content);
        if (insert(topic, id, digest)) {
            return true;
        }
        if (!Arrays.equals(digest, digestOf(topic, id))) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "event-id-reused", "Event " + id + " was received with other content");
        }
        return false;
    }

    private boolean insert(String topic, UUID id, byte[] digest) {
        var sql = "insert into inbox (topic, id, content_sha256, received_at) values (?, ?, ?, ?)"
                + " on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, topic);
            statement.setObject(2, id);
            statement.setBytes(3, digest);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            return statement.executeUpdate() == 1;
        });
    }

    private byte[] digestOf(String topic, UUID id) {
        return jdbc.prepareStatement("select content_sha256 from inbox where topic = ? and id = ?", statement -> {
            statement.setString(1, topic);
            statement.setObject(2, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        });
    }
}
