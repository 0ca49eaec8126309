package io.candor.tenantservice.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailerTest implements TestPropertyProvider {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Inject
    Mailer mailer;

    @Inject
    EmbeddedServer application;

    @Inject
    TransactionOperations<Connection> transactions;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;

    @Override
    public Map<String, String> getProperties() {
        server.start();
        return Map.of(
                "candor.smtp.host",
                "127.0.0.1",
                "candor.smtp.port",
                Integer.toString(server.getSmtp().getPort()),
                "candor.smtp.every",
                "50ms",
                "candor.smtp.from",
                "Candor <candor@example.com>");
    }

    @BeforeEach
    void clear() throws Exception {
        server.purgeEmailFromAllMailboxes();
        tenant = Caller.newTenant(application, "free");
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void aMailGoesOutAndLeavesNothingBehind() throws Exception {
        send("ada@example.com", "Grüße\r\nBcc: eve@example.com", "Zeile 1\nZeile 2 — 你好");

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Grüße Bcc: eve@example.com");
        assertThat(mail.getAllRecipients()).extracting(Address::toString).containsExactly("ada@example.com");
        assertThat(mail.getFrom()).extracting(Address::toString).containsExactly("Candor <candor@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(((String) mail.getContent()).strip().lines()).containsExactly("Zeile 1", "Zeile 2 — 你好");
        Eventually.assertThat(this::kept, count -> count == 0);
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        inTenant(() -> transactions.executeWrite(status -> {
            mailer.send("ada@example.com", "Never", "x");
            status.setRollbackOnly();
            return null;
        }));
        send("bob@example.com", "Then", "x");

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void anAddressThatTheServerRefusesIsTriedAgain() {
        send("no address", "Hello", "x");

        Eventually.assertThat(
                () -> number("select coalesce(max(attempts), 0) from mail where state = 'waiting'"),
                tries -> tries > 0);
        assertThat(kept()).isEqualTo(1);
    }

    private void send(String to, String subject, String text) {
        inTenant(() -> mailer.send(to, subject, text));
    }

    private void inTenant(Runnable work) {
        TenantContext.ofService("test", tenant, "request-1").call(() -> {
            work.run();
            return null;
        });
    }

    private long kept() {
        return number("select count(*) from mail");
    }

    private long number(String sql) {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.replace("from mail", "from tenant.mail")
                        + (sql.contains("where") ? " and" : " where")
                        + " tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
