package io.candor.tenantservice.billing;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the bound tenant stands with what it owes. */
@Singleton
class DunningRepository {
    private final JdbcOperations jdbc;

    DunningRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The row, locked until the transaction ends. */
    Optional<Dunning> lock() {
        return find(" for update");
    }

    Optional<Dunning> find() {
        return find("");
    }

    private Optional<Dunning> find(String suffix) {
        var sql = "select stage, unpaid_since, suspends_at from dunning where tenant_id = current_tenant()" + suffix;
        return jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Dunning(
                                Dunning.Stage.of(rows.getString(1)),
                                rows.getTimestamp(2).toInstant(),
                                rows.getTimestamp(3).toInstant()))
                        : Optional.empty();
            }
        });
    }

    /** Begins the grace period; false when another transaction has begun it. */
    boolean begin(Instant unpaidSince, Instant suspendsAt) {
        var sql =
                "insert into dunning (stage, unpaid_since, suspends_at) values ('grace', ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(unpaidSince));
            statement.setTimestamp(2, Timestamp.from(suspendsAt));
            return statement.executeUpdate() == 1;
        });
    }

    void suspend() {
        jdbc.prepareStatement(
                "update dunning set stage = 'suspended' where tenant_id = current_tenant()",
                statement -> statement.executeUpdate());
    }

    void end() {
        jdbc.prepareStatement(
                "delete from dunning where tenant_id = current_tenant()", statement -> statement.executeUpdate());
    }

    /** Who gets mails about money: owners and the people of billing. */
    List<String> recipients() {
        var sql = "select email from member where role in ('owner', 'billing') and status = 'active' order by email";
        return jdbc.prepareStatement(sql, statement -> {
            var emails = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    emails.add(rows.getString(1));
                }
            }
            return emails;
        });
    }
}
