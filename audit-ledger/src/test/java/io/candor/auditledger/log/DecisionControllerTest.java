package io.candor.auditledger.log;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class DecisionControllerTest {
    private static final List<ObjectNode> SENT = new ArrayList<>();

    @Inject
    LedgerClient ledger;

    @Inject
    Sequencer sequencer;

    @BeforeEach
    void sendSevenDecisions() {
        if (SENT.isEmpty()) {
            for (var i = 0; i < 7; i++) {
                SENT.add(DecisionJson.of(TENANT).put("app", i % 3 == 0 ? "assistant" : "medical"));
            }
            ledger.append(TENANT, SENT.toArray(ObjectNode[]::new));
        }
    }

    @Test
    void decisionsAreListedNewestFirstPageByPage() {
        var listed = new ArrayList<String>();
        var path = "/v1/decisions?limit=3";
        var pages = 0;
        for (String next = path; next != null; pages++) {
            var page = ledger.read(TENANT, next).json();
            page.path("items").forEach(item -> listed.add(item.path("id").asText()));
            next = page.has("next_cursor")
                    ? path + "&cursor=" + page.path("next_cursor").asText()
                    : null;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(listed).containsExactlyElementsOf(ids(SENT.reversed()));
    }

    @Test
    void theListOfOneAppHoldsNoOther() {
        var page = ledger.read(TENANT, "/v1/decisions?app=medical&limit=2").json();
        var rest = ledger.read(
                        TENANT,
                        "/v1/decisions?app=medical&cursor="
                                + page.path("next_cursor").asText())
                .json();

        assertThat(page.path("items"))
                .hasSize(2)
                .allMatch(item -> item.path("app").asText().equals("medical"));
        assertThat(rest.path("items")).hasSize(2);
        assertThat(rest.has("next_cursor")).isFalse();
        assertThat(ledger.read(TENANT, "/v1/decisions?app=none").json().path("items"))
                .isEmpty();
    }

    @Test
    void aDecisionIsTheRecordThatWasSentAndGetsItsPlace() {
        var record = DecisionJson.of(OTHER_TENANT).put("subject_ref", "s-1");
        ledger.append(OTHER_TENANT, record);
        var path = "/v1/decisions/" + DecisionJson.id(record);

        assertThat(ledger.read(OTHER_TENANT, path).json()).isEqualTo(record);
        sequencer.open();
        sequencer.sequence();
        var placed = (ObjectNode) ledger.read(OTHER_TENANT, path).json();

        assertThat(placed.remove("tenant_seq")).hasToString("1");
        assertThat(placed.remove("leaf_index")).isNotNull();
        assertThat(placed).isEqualTo(record);
    }

    @Test
    void anUnknownDecisionOrAnotherTenantsIsNotFound() {
        for (var id : List.of(UUID.randomUUID(), DecisionJson.id(SENT.getFirst()))) {
            for (var path : List.of("/v1/decisions/" + id, "/v1/decisions/" + id + "/receipt")) {
                var answer = ledger.read(OTHER_TENANT, path);

                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.json().path("type").asText()).isEqualTo("urn:candor:problem:decision-not-found");
            }
        }
    }

    @Test
    void aWrongParameterIsNamed() {
        wrong("/v1/decisions?limit=0", "limit");
        wrong("/v1/decisions?limit=101", "limit");
        wrong("/v1/decisions?limit=x", "limit");
        wrong("/v1/decisions?cursor=x", "cursor");
        wrong("/v1/decisions?cursor=eC95", "cursor");
        wrong("/v1/decisions/7", "id");
    }

    @Test
    void withoutTokenNothingIsRead() {
        assertThat(ledger.read("/v1/decisions").status()).isEqualTo(401);
        assertThat(ledger.read("/v1/decisions/" + DecisionJson.id(SENT.getFirst()))
                        .status())
                .isEqualTo(401);
    }

    private void wrong(String path, String field) {
        var answer = ledger.read(TENANT, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    private static List<String> ids(List<? extends JsonNode> records) {
        return records.stream().map(record -> record.path("id").asText()).toList();
    }
}
