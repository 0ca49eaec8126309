package io.candor.auditledger.log;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.candor.auditledger.LedgerClient.Answer;
import io.candor.platform.testing.TestTokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@MicronautTest(transactional = false)
class IntakeControllerTest {
    @Inject
    LedgerClient ledger;

    @Test
    void aRecordIsTakenInOnceHoweverOftenItIsSent() {
        var first = DecisionJson.of(TENANT);
        var second = DecisionJson.of(TENANT);

        accepted(ledger.append(TENANT, first), 1, 0);
        accepted(ledger.append(TENANT, first), 0, 1);
        accepted(ledger.append(TENANT, second, first, second), 1, 2);
    }

    @Test
    void theSameRecordSpelledDifferentlyIsADuplicate() {
        var record = DecisionJson.of(TENANT);
        accepted(ledger.append(TENANT, record), 1, 0);

        var spelled = DecisionJson.request(record)
                .toString()
                .replace("1.5E-7", "0.00000015")
                .replace(",", " ,\n");

        assertThat(spelled).contains("0.00000015");
        accepted(ledger.append(TENANT, spelled), 0, 1);
    }

    @Test
    void theSameIdWithOtherContentIsAConflictAndNothingOfTheRequestIsKept() {
        var record = DecisionJson.of(TENANT);
        accepted(ledger.append(TENANT, record), 1, 0);
        var another = DecisionJson.of(TENANT);

        var refused = ledger.append(TENANT, another, record.deepCopy().put("latency_ms", 15));

        problem(refused, 409, "decision-conflict", "records[1].id");
        assertThat(refused.json().path("detail").asText())
                .contains(DecisionJson.id(record).toString());
        accepted(ledger.append(TENANT, another), 1, 0);
    }

    @Test
    void aRecordThatNoModelMadeIsTakenInAndShownWithoutOne() {
        var record = DecisionJson.of(TENANT);
        record.remove("model");

        accepted(ledger.append(TENANT, record), 1, 0);
        accepted(ledger.append(TENANT, record.deepCopy().putNull("model")), 0, 1);

        var shown = ledger.read(TENANT, "/v1/decisions/" + DecisionJson.id(record));
        assertThat(shown.json().path("capability").asText()).isEqualTo("text-analysis");
        assertThat(shown.json().has("model")).isFalse();
    }

    @Test
    void twoContentsUnderOneIdInOneRequestAreAConflict() {
        var record = DecisionJson.of(TENANT);

        problem(
                ledger.append(TENANT, record, record.deepCopy().put("app", "other")),
                409,
                "decision-conflict",
                "records[1].id");
    }

    @Test
    void twoTenantsMayUseTheSameId() {
        var record = DecisionJson.of(TENANT);

        accepted(ledger.append(TENANT, record), 1, 0);
        accepted(ledger.append(OTHER_TENANT, record.deepCopy().put("tenant_id", OTHER_TENANT.toString())), 1, 0);
    }

    @ParameterizedTest
    @MethodSource("wrongRecords")
    void aWrongRecordIsRefusedByTheNameOfItsField(Consumer<ObjectNode> wrong, String field) {
        var record = DecisionJson.of(TENANT);
        wrong.accept(record);

        var body = DecisionJson.request(DecisionJson.of(TENANT), record).toString();

        var refused = ledger.append(TENANT, body.replace("LONE", "\\ud800"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.json().path("type").asText()).isEqualTo("urn:candor:problem:validation-failed");
        assertThat(blamed(refused)).contains("[1]");
        assertThat(blamed(refused).replace("[1]", "")).isEqualTo("records" + field);
    }

    static Stream<Arguments> wrongRecords() {
        return Stream.of(
                wrong(record -> record.remove("id"), ".id"),
                wrong(record -> record.put("id", "7"), ".id"),
                wrong(record -> record.remove("tenant_id"), ".tenant_id"),
                wrong(record -> record.put("tenant_id", OTHER_TENANT.toString()), ".tenant_id"),
                wrong(record -> record.put("app", " "), ".app"),
                wrong(record -> record.put("app", "a\0b"), ".app"),
                wrong(record -> record.put("capability", "x".repeat(81)), ".capability"),
                wrong(record -> record.withObject("model").remove("name"), ".model.name"),
                wrong(record -> record.withObject("model").put("sha256", "abc"), ".model.sha256"),
                wrong(record -> record.withObject("model").put("size", 1), ".model.size"),
                wrong(record -> record.put("input_digest", "md5:00"), ".input_digest"),
                wrong(record -> record.putNull("output_digest"), ".output_digest"),
                wrong(record -> record.remove("summary"), ".summary"),
                wrong(record -> record.put("summary", "x"), ".summary"),
                wrong(record -> record.withObject("summary").put("n", (1L << 53) + 1), ".summary.n"),
                wrong(record -> record.withObject("summary").put("s", "LONE"), ".summary.s"),
                wrong(record -> record.put("actor", ""), ".actor"),
                wrong(record -> record.put("review", 1), ".review"),
                wrong(record -> record.put("explanation_digest", ""), ".explanation_digest"),
                wrong(record -> record.put("created_at", "yesterday"), ".created_at"),
                wrong(record -> record.put("latency_ms", -1), ".latency_ms"),
                wrong(record -> record.put("latency_ms", 1.5), ".latency_ms"),
                wrong(record -> record.put("mood", "good"), ".mood"));
    }

    @Test
    void aRequestThatIsNoListOfRecordsIsRefused() {
        problem(ledger.append(TENANT, "{\"records\":[]}"), 400, "validation-failed", "records");
        problem(ledger.append(TENANT, "{}"), 400, "validation-failed", "records");
        assertThat(blamed(ledger.append(TENANT, "{\"records\":[null]}"))).startsWith("records");
        problem(ledger.append(TENANT, "{\"records\":[],\"more\":1}"), 400, "validation-failed", "more");
        assertThat(ledger.append(TENANT, "{\"records\":").status()).isEqualTo(400);
        assertThat(ledger.append(TENANT, "").status()).isEqualTo(400);
    }

    @Test
    void aRecordWithoutLatencyIsRefused() {
        var record = DecisionJson.of(TENANT);
        record.remove("latency_ms");

        var refused = ledger.append(TENANT, record);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(blamed(refused)).startsWith("records[0]");
    }

    @Test
    void onlyAServiceWithTheScopeMayDeliver() {
        var body = DecisionJson.request(DecisionJson.of(TENANT)).toString();

        var other =
                ledger.send(HttpRequest.POST("/internal/v1/decisions", body), TestTokens.of(TENANT, "decisions:read"));
        var text = ledger.send(
                HttpRequest.POST("/internal/v1/decisions", body).contentType(MediaType.TEXT_PLAIN_TYPE),
                TestTokens.ofService("assistant-app", TENANT, "internal:ledger"));

        assertThat(other.status()).isEqualTo(403);
        assertThat(text.status()).isEqualTo(415);
    }

    private static Arguments wrong(Consumer<ObjectNode> wrong, String field) {
        return Arguments.of(wrong, field);
    }

    private static void accepted(Answer answer, int accepted, int duplicates) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(accepted);
        assertThat(answer.json().path("duplicates").asInt()).isEqualTo(duplicates);
    }

    private static void problem(Answer answer, int status, String slug, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:candor:problem:" + slug);
        assertThat(blamed(answer)).as(answer.text()).isEqualTo(field);
    }

    private static String blamed(Answer answer) {
        return answer.json().path("errors").path(0).path("field").asText();
    }
}
