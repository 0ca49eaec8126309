package io.candor.auditledger.receipt;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.candor.auditledger.LogDriver;
import io.candor.auditledger.merkle.VerifierKey;
import io.candor.platform.decision.CanonicalJson;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class ReceiptControllerTest {
    @Inject
    LedgerClient ledger;

    @Inject
    LogDriver log;

    @Test
    void aPendingDecisionHasNoReceiptYetAndSaysWhenToComeBack() {
        var record = DecisionJson.of(TENANT);
        ledger.append(TENANT, record);

        var pending = ledger.read(TENANT, path(record));

        assertThat(pending.status()).isEqualTo(404);
        assertThat(pending.json().path("type").asText()).isEqualTo("urn:candor:problem:decision-not-yet-sequenced");
        assertThat(pending.response().header("Retry-After")).isEqualTo("1");
    }

    @Test
    void everyReceiptVerifiesWithThePublicKeyAlsoAfterTheLogHasGrown() {
        var verifier = ReceiptVerifier.pinnedTo(
                VerifierKey.parse(ledger.read("/v1/ledger/key").text().strip()));
        var first = DecisionJson.of(TENANT);
        var second = DecisionJson.of(OTHER_TENANT);
        ledger.append(TENANT, first);
        log.sequenceAll();
        var early = ledger.read(TENANT, path(first));
        ledger.append(OTHER_TENANT, second);
        log.sequenceAll();

        for (var answer : new LedgerClient.Answer[] {
            early, ledger.read(TENANT, path(first)), ledger.read(OTHER_TENANT, path(second))
        }) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(verifier.verify(answer.text().getBytes(StandardCharsets.UTF_8))
                            .failures())
                    .isEmpty();
            assertThat(answer.text()).isEqualTo(CanonicalJson.text(answer.json()));
        }
        assertThat(early.json().path("leaf").path("record")).isEqualTo(first);
        assertThat(ledger.read(TENANT, path(first)).json().path("checkpoint").asText())
                .isEqualTo(ledger.read("/v1/ledger/checkpoint").text());
    }

    @Test
    void anotherTenantGetsNoReceipt() {
        var record = DecisionJson.of(TENANT);
        ledger.append(TENANT, record);
        log.sequenceAll();

        var refused = ledger.read(OTHER_TENANT, path(record));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().path("type").asText()).isEqualTo("urn:candor:problem:decision-not-found");
        assertThat(ledger.read(path(record)).status()).isEqualTo(401);
    }

    private static String path(ObjectNode record) {
        return "/v1/decisions/" + DecisionJson.id(record) + "/receipt";
    }
}
