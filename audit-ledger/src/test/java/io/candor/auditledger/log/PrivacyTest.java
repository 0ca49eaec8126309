package io.candor.auditledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.candor.platform.testing.TestTokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class PrivacyTest {
    @Inject
    LedgerClient ledger;

    @Test
    void anExportShowsTheRecordsThatNameThePersonAndNoOthers() {
        var tenant = UUID.randomUUID();
        var about = DecisionJson.of(tenant).put("subject_ref", "hmac-sha256:" + "ab".repeat(32));
        ledger.append(tenant, about, DecisionJson.of(tenant));

        var page = ask(
                tenant,
                "export-pages",
                "{\"subject_ref\":\"ada\",\"pseudonyms\":[\"hmac-sha256:" + "ab".repeat(32) + "\"]}");

        assertThat(page.json().path("rows")).hasSize(1);
        assertThat(page.json().at("/rows/0/row/record/id").asText())
                .isEqualTo(about.path("id").asText());
        assertThat(ask(tenant, "export-pages", "{}").json().path("rows")).hasSize(2);
    }

    @Test
    void aLeafThatWaitsForItsPlaceIsNotErasedYet() {
        var tenant = UUID.randomUUID();
        ledger.append(tenant, DecisionJson.of(tenant));

        assertThat(ask(tenant, "tenant-erasures", "{}").json().path("complete").asBoolean())
                .isFalse();
    }

    private LedgerClient.Answer ask(UUID tenant, String what, String body) {
        return ledger.send(
                HttpRequest.POST("/internal/v1/privacy/" + what, body),
                TestTokens.ofService("tenant-service", tenant, "internal:privacy"));
    }
}
