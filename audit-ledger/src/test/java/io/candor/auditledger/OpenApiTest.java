package io.candor.auditledger;

import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.auditledger.merkle.VerifierKey;
import io.candor.auditledger.receipt.ReceiptVerifier;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@MicronautTest(transactional = false)
class OpenApiTest {
    private static final Path FILE = Path.of("openapi.yml");

    @Inject
    Router router;

    @Inject
    LedgerClient ledger;

    @Inject
    LogDriver log;

    @Test
    void theServiceServesWhatItsFileDescribes() {
        OpenApiRoutes.assertMatch(router, FILE);
    }

    @Test
    void theAnswersHaveTheFieldsThatTheFileDescribes() throws IOException {
        var record = DecisionJson.of(TENANT);
        var path = "/v1/decisions/" + DecisionJson.id(record);
        hasFieldsOf("AppendDecisionsResponse", ledger.append(TENANT, record).json());
        log.sequenceAll();

        hasFieldsOf("DecisionPage", ledger.read(TENANT, "/v1/decisions").json());
        hasFieldsOf("Decision", ledger.read(TENANT, path).json());
        hasFieldsOf("Receipt", ledger.read(TENANT, path + "/receipt").json());
        hasFieldsOf(
                "DecisionRecord",
                ledger.read(TENANT, path + "/receipt").json().path("leaf").path("record"));
        hasFieldsOf("Problem", ledger.read(TENANT, "/v1/decisions?limit=0").json());
    }

    @Test
    void theExampleReceiptIsARealOne() throws IOException {
        var receipt = document().at("/components/examples/Receipt/value");
        var key = VerifierKey.parse(document()
                .at("/paths/~1v1~1ledger~1key/get/responses/200/content/text~1plain/example")
                .asText()
                .strip());

        var verification = ReceiptVerifier.pinnedTo(key).verify(CanonicalJson.bytes(receipt));

        assertThat(verification.failures()).isEmpty();
    }

    private static void hasFieldsOf(String schema, JsonNode answer) throws IOException {
        var described = document().at("/components/schemas/" + schema);
        var required =
                described.path("required").valueStream().map(JsonNode::asText).toList();

        assertThat(answer.propertyStream().map(Map.Entry::getKey))
                .as(answer.toString())
                .containsAll(required)
                .isSubsetOf(described
                        .path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static JsonNode document() throws IOException {
        try (var reader = Files.newBufferedReader(FILE)) {
            return new ObjectMapper().valueToTree(new Yaml().load(reader));
        }
    }
}
