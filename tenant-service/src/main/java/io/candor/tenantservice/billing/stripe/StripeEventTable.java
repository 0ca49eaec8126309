package io.candor.tenantservice.billing.stripe;

import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which events were taken in, and whose they are. */
@Singleton
class StripeEventTable {
    private final JdbcOperations jdbc;
    private final WorkerTransactions workers;

    StripeEventTable(JdbcOperations jdbc, WorkerTransactions workers) {
        this.jdbc = jdbc;
        this.workers = workers;
    }

    /** The tenant that is {@code customer} at Stripe. */
    Optional<UUID> tenantOf(String customer) {
        return workers.call(connection -> {
            var sql = "select tenant_id from stripe_account where customer_id = ?";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, customer);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.<UUID>empty();
                }
            }
        });
    }

    /** Whether the bound tenant's event arrives for the first time. */
    boolean isFirst(String id, String type, Instant now) {
        var sql = "insert into stripe_event (id, type, received_at) values (?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, id);
            statement.setString(2, type);
            statement.setTimestamp(3, Timestamp.from(now));
            return statement.executeUpdate() == 1;
        });
    }

    int deleteOlderThan(Instant limit) {
        return workers.call(connection -> {
            try (var statement = connection.prepareStatement("delete from stripe_event where received_at < ?")) {
                statement.setTimestamp(1, Timestamp.from(limit));
                return statement.executeUpdate();
            }
        });
    }
}
