package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills a service with SIGKILL at every named step of a request: nothing is lost and nothing counts twice. */
@ExtendWith(RunningPlatform.class)
class CrashTest {
    private final PlatformUnderTest platform;

    /** One folder for all steps: a service keeps its environment, and with it the step it has passed. */
    private final Path markers;

    CrashTest(PlatformUnderTest platform) throws IOException {
        this.platform = platform;
        this.markers = Files.createDirectories(platform.folder().resolve("markers"));
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY, gateway.authenticated",
        "GATEWAY, gateway.answered",
        "MODEL_RUNTIME, runtime.received",
        "MODEL_RUNTIME, runtime.inferred",
        "ASSISTANT_APP, assistant.received",
        "ASSISTANT_APP, assistant.inferred",
        "ASSISTANT_APP, assistant.before-commit",
        "ASSISTANT_APP, assistant.committed",
        "ASSISTANT_APP, relay.before-send",
        "ASSISTANT_APP, relay.sent",
        "AUDIT_LEDGER, ledger.before-commit",
        "AUDIT_LEDGER, ledger.committed",
        "AUDIT_LEDGER, sequencer.before-commit",
        "AUDIT_LEDGER, sequencer.committed",
        "TENANT_SERVICE, usage.before-commit",
        "TENANT_SERVICE, usage.committed",
    })
    void decisionIsRecordedOnceAndMeteredOnceWhenAServiceIsKilledAt(Service service, String step) throws Exception {
        var tenant = platform.newTenant();
        var customer = platform.customer(tenant.apiKey());
        customer.get("/v1/assistant/analyses").expect(200);
        var victim = platform.platform().process(service);
        victim.restartWith(Map.of("CANDOR_PAUSE_AT", step, "CANDOR_PAUSE_DIR", markers.toString()));
        victim.awaitReady();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.runAsync(() -> ask(customer, step), threads);
            Eventually.until(() -> Files.exists(markers.resolve(step)));
            victim.kill();
            victim.awaitReady();
            first.join();
        }
        var analysis = askUntilAnswered(customer, step);

        var decision = analysis.path("decision_id").asText();
        Eventually.until(
                () -> customer.get("/v1/decisions/" + decision + "/receipt").status() == 200);
        Eventually.until(() -> usage(customer) >= 1);
        Eventually.until(() -> outboxIsEmpty(tenant.id().toString()));
        assertThat(usage(customer)).as("metered").isEqualTo(1);
        assertThat(customer.get("/v1/decisions").expect(200).body().path("items"))
                .as("recorded")
                .hasSize(1);
        assertThat(customer.get("/v1/assistant/analyses").expect(200).body().path("items"))
                .as("kept")
                .hasSize(1);
    }

    /** The first attempt: it may be answered, fail or be cut off. */
    private static void ask(ApiClient customer, String key) {
        try {
            customer.post("/v1/assistant/analyses", body(), "Idempotency-Key", key);
        } catch (ApiClient.Unreachable killed) {
            assertThat(killed).hasCauseInstanceOf(IOException.class);
        }
    }

    /** What a customer does after a failure: ask again with the same key. */
    private static JsonNode askUntilAnswered(ApiClient customer, String key) {
        var answer = new JsonNode[1];
        Eventually.until(() -> {
            try {
                var response = customer.post("/v1/assistant/analyses", body(), "Idempotency-Key", key);
                answer[0] = response.body();
                return response.status() == 201;
            } catch (ApiClient.Unreachable killed) {
                return false;
            }
        });
        return answer[0];
    }

    private static JsonNode body() {
        return JsonNodeFactory.instance.objectNode().put("text", "I want to freeze my card");
    }

    private static long usage(ApiClient customer) {
        var items = customer.get("/v1/usage").expect(200).body().path("items");
        var sum = 0L;
        for (var item : items) {
            sum += item.path("quantity").asLong();
        }
        return sum;
    }

    private boolean outboxIsEmpty(String tenant) {
        try (var superuser = platform.superuser()) {
            var waiting = "select count(*) from assistant.outbox where tenant_id = '" + tenant + "'";
            return PlatformUnderTest.column(superuser, waiting).equals(java.util.List.of("0"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
