package io.candor.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.security.InternalTokenVerifier;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxRelayTest {
    private final Receiver receiver = new Receiver();
    private EmbeddedServer server;
    private Outbox outbox;
    private JdbcOperations jdbc;
    private TransactionOperations<Connection> transactions;

    @BeforeAll
    @SuppressWarnings("unchecked")
    void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "candor.outbox.note.url", receiver.url(),
                        "candor.outbox.note.envelope", "events",
                        "candor.outbox.note.scope", "internal:note"));
        outbox = server.getApplicationContext().getBean(Outbox.class);
        jdbc = server.getApplicationContext().getBean(JdbcOperations.class);
        transactions = server.getApplicationContext().getBean(TransactionOperations.class);
    }

    @AfterAll
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void eventsReachTheReceiverInTheOrderOfTheirTenant() {
        var tenant = UUID.randomUUID();
        var bodies = IntStream.range(0, 450).mapToObj(i -> "ordered-" + i).toList();

        bodies.forEach(body -> write(tenant, body));

        Eventually.assertThat(() -> received("ordered-"), bodies::equals);
        Eventually.assertThat(() -> waiting(tenant), List::isEmpty);
        var token = server.getApplicationContext()
                .getBean(InternalTokenVerifier.class)
                .verify(receiver.tokens().getLast());
        assertThat(token.scopes()).containsExactly("internal:note");
    }

    @Test
    void rolledBackEventIsNeverSent() {
        var tenant = UUID.randomUUID();

        assertThatThrownBy(() -> TenantContext.ofService("test", tenant, "r")
                        .call(() -> transactions.executeWrite(status -> {
                            outbox.append("note", UUID.randomUUID(), Map.of("body", "undone"));
                            throw new IllegalStateException("roll back");
                        })))
                .hasMessage("roll back");
        write(tenant, "done");

        Eventually.assertThat(() -> received("done"), List.of("done")::equals);
        assertThat(received("undone")).isEmpty();
    }

    @Test
    void receiverThatIsDownGetsTheEventLater() {
        var tenant = UUID.randomUUID();
        receiver.answerWith(503);
        write(tenant, "patient");
        var asked = receiver.tokens().size();
        Eventually.assertThat(() -> receiver.tokens().size(), size -> size > asked + 1);
        assertThat(received("patient")).isEmpty();

        receiver.answerWith(200);

        Eventually.assertThat(() -> received("patient"), List.of("patient")::equals);
    }

    @Test
    void refusedEventIsKeptWithItsReasonAndHoldsUpNoOther() {
        var tenant = UUID.randomUUID();
        TenantContext.ofService("test", tenant, "r")
                .run(() -> transactions.executeWrite(status -> {
                    for (var body : List.of("kept-1", "poison", "kept-2", "kept-3")) {
                        outbox.append("note", UUID.randomUUID(), Map.of("body", body));
                    }
                    return true;
                }));

        Eventually.assertThat(() -> received("kept-"), List.of("kept-1", "kept-2", "kept-3")::equals);
        Eventually.assertThat(
                () -> waiting(tenant),
                rows -> rows.size() == 1 && rows.getFirst().contains("poison"));
    }

    private List<String> received(String prefix) {
        return receiver.accepted().stream()
                .filter(body -> body.startsWith(prefix))
                .toList();
    }

    private void write(UUID tenant, String body) {
        TenantContext.ofService("test", tenant, "r")
                .run(() -> transactions.executeWrite(status -> {
                    outbox.append("note", UUID.randomUUID(), Map.of("body", body));
                    return true;
                }));
    }

    private List<String> waiting(UUID tenant) {
        return TenantContext.ofService("test", tenant, "r")
                .call(() -> transactions.executeRead(status ->
                        jdbc.prepareStatement("select payload from outbox", statement -> {
                            var payloads = new java.util.ArrayList<String>();
                            try (var rows = statement.executeQuery()) {
                                while (rows.next()) {
                                    payloads.add(rows.getString(1));
                                }
                            }
                            return payloads;
                        })));
    }
}
