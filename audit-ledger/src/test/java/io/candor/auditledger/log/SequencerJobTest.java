package io.candor.auditledger.log;

import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
@Property(name = "candor.ledger.sequencer", value = "on")
@Property(name = "candor.ledger.sequence-interval", value = "1h")
class SequencerJobTest {
    @Inject
    LedgerClient ledger;

    @Test
    void anIntakeWakesTheSequencerAtOnce() {
        var record = DecisionJson.of(TENANT);
        ledger.append(TENANT, record);

        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        var path = "/v1/decisions/" + DecisionJson.id(record) + "/receipt";
        var answer = ledger.read(TENANT, path);
        while (answer.status() == 404 && Instant.now().isBefore(deadline)) {
            answer = ledger.read(TENANT, path);
        }

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
