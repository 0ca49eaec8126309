package io.candor.tenantservice.billing.stripe;

import io.candor.tenantservice.billing.stripe.StripeAccount.StripeSubscription;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bound tenant's account at Stripe. */
@Singleton
class StripeAccountRepository {
    private static final String FIND = "select customer_id, subscription_id, subscription_status, subscription_plan,"
            + " subscription_ends_at from stripe_account where tenant_id = current_tenant()";

    private final JdbcOperations jdbc;

    StripeAccountRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StripeAccount> find() {
        return find(FIND);
    }

    /** The account, with its row locked until the transaction ends: what Stripe tells of it is taken in one at a time. */
    Optional<StripeAccount> lock() {
        return find(FIND + " for update");
    }

    private Optional<StripeAccount> find(String sql) {
        return jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new StripeAccount(rows.getString("customer_id"), subscription(rows)))
                        : Optional.empty();
            }
        });
    }

    private static @Nullable StripeSubscription subscription(ResultSet rows) throws SQLException {
        var id = rows.getString("subscription_id");
        var endsAt = rows.getTimestamp("subscription_ends_at");
        return id == null
                ? null
                : new StripeSubscription(
                        id,
                        rows.getString("subscription_status"),
                        rows.getString("subscription_plan"),
                        endsAt == null ? null : endsAt.toInstant());
    }

    /** Keeps the customer, unless one is there already. */
    void insert(String customerId, Instant now) {
        var sql = "insert into stripe_account (customer_id, created_at) values (?, ?) on conflict do nothing";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, customerId);
            statement.setTimestamp(2, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }

    void setSubscription(StripeSubscription subscription) {
        var sql = "update stripe_account set subscription_id = ?, subscription_status = ?, subscription_plan = ?,"
                + " subscription_ends_at = ? where tenant_id = current_tenant()";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, subscription.id());
            statement.setString(2, subscription.status());
            statement.setString(3, subscription.plan());
            statement.setTimestamp(4, subscription.endsAt() == null ? null : Timestamp.from(subscription.endsAt()));
            return statement.executeUpdate();
        });
    }
}
