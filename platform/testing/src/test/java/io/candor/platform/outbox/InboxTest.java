package io.candor.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class InboxTest {
    private final Inbox inbox;
    private final TransactionOperations<Connection> transactions;
    private final UUID tenant = UUID.randomUUID();
    private final UUID event = UUID.randomUUID();

    InboxTest(Inbox inbox, TransactionOperations<Connection> transactions) {
        this.inbox = inbox;
        this.transactions = transactions;
    }

    @Test
    void eventIsFirstOnceForItsTenantAndTopic() {
        assertThat(receive(tenant, "usage", "a")).isTrue();
        assertThat(receive(tenant, "usage", "a")).isFalse();
        assertThat(receive(tenant, "decision", "a")).isTrue();
        assertThat(receive(UUID.randomUUID(), "usage", "a")).isTrue();
    }

    @Test
    void idThatComesBackWithOtherContentIsAConflict() {
        receive(tenant, "usage", "a");

        assertThatThrownBy(() -> receive(tenant, "usage", "b"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.slug()).isEqualTo("event-id-reused"));
    }

    @Test
    void arrivalThatIsRolledBackDidNotHappen() {
        assertThatThrownBy(() -> TenantContext.ofService("test", tenant, "r")
                        .call(() -> transactions.executeWrite(status -> {
                            inbox.isFirst("usage", event, new byte[] {1});
                            throw new IllegalStateException("crash");
                        })))
                .hasMessage("crash");

        assertThat(receive(tenant, "usage", "a")).isTrue();
    }

    private boolean receive(UUID receiver, String topic, String content) {
        return TenantContext.ofService("test", receiver, "r")
                .call(() -> transactions.executeWrite(
                        status -> inbox.isFirst(topic, event, content.getBytes(StandardCharsets.UTF_8))));
    }
}
