package io.candor.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Where a transaction leaves the events that must follow from it; the relay delivers them after the commit. */
@Singleton
@Requires(beans = DataSource.class)
public class Outbox {
    private static final String APPEND = "insert into outbox (id, topic, payload, created_at) values (?, ?, ?, ?)";

    private final JdbcOperations jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Outbox(JdbcOperations jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Appends an event to the running transaction.
     *
     * @param topic names the {@link OutboxTarget}
     * @param id by which the receiver knows the event again
     */
    public void append(String topic, UUID id, Object event) {
        var payload = write(event);
        jdbc.prepareStatement(APPEND, statement -> {
            statement.setObject(1, id);
            statement.setString(2, topic);
            statement.setString(3, payload);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            return statement.executeUpdate();
        });
    }

    private String write(Object event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An event cannot be written as JSON", e);
        }
    }
}
