package io.candor.platform.decision;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The 256-bit keys that salt the digests about each subject of a tenant.
 *
 * <p>What concerns no particular person is salted with the tenant's own key.
 */
@Singleton
@Requires(beans = DataSource.class)
public class SubjectKeys {
    private static final String TENANT_ITSELF = "";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final JdbcOperations jdbc;
    private final Clock clock;

    SubjectKeys(JdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The key of {@code subjectRef}, made at its first use; needs a transaction with a tenant. */
    public byte[] keyOf(@Nullable String subjectRef) {
        var subject = subjectRef == null ? TENANT_ITSELF : subjectRef;
        var known = find(subject);
        if (known != null) {
            return known;
        }
        create(subject);
        var created = find(subject);
        if (created == null) {
            throw new IllegalStateException("A subject's key was not kept");
        }
        return created;
    }

    private byte @Nullable [] find(String subject) {
        return jdbc.<byte @Nullable []>prepareStatement(
                "select key from subject_key where subject_ref = ?", statement -> {
                    statement.setString(1, subject);
                    try (var rows = statement.executeQuery()) {
                        return rows.next() ? rows.getBytes(1) : null;
                    }
                });
    }

    private void create(String subject) {
        var key = new byte[BYTES];
        random.nextBytes(key);
        var sql = "insert into subject_key (subject_ref, key, created_at) values (?, ?, ?) on conflict do nothing";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, subject);
            statement.setBytes(2, key);
            statement.setTimestamp(3, Timestamp.from(clock.instant()));
            return statement.executeUpdate();
        });
    }
}
