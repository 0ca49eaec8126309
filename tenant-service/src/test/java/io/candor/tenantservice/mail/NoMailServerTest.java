package io.candor.tenantservice.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.tenancy.TenantContext;
import io.candor.tenantservice.Caller;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class NoMailServerTest {
    @Inject
    Mailer mailer;

    @Inject
    EmbeddedServer application;

    @Inject
    TransactionOperations<Connection> transactions;

    @Inject
    JdbcOperations jdbc;

    @Test
    void withoutAMailServerAMailIsKeptAsUnsent() {
        var tenant = Caller.newTenant(application, "free");

        var state = TenantContext.ofService("test", tenant, "request-1").call(() -> {
            var id = mailer.send("ada@example.com", "Hello", "x");
            return transactions.executeRead(status ->
                    jdbc.prepareStatement("select state from mail where id = ?", statement -> {
                        statement.setObject(1, id);
                        try (var rows = statement.executeQuery()) {
                            rows.next();
                            return rows.getString(1);
                        }
                    }));
        });

        assertThat(state).isEqualTo("unsent");
    }
}
