package io.candor.tenantservice.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.decision.Digests;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class ApiKeyRotationTest {
    @Inject
    EmbeddedServer server;

    private UUID tenant;
    private Caller administrator;

    @BeforeEach
    void createTenant() {
        tenant = Caller.newTenant(server, "team");
        administrator = Caller.administratorOf(server, tenant);
    }

    @Test
    void theOldSecretWorksBesideTheNewOneUntilTheOverlapEnds() {
        var issued = issue(Map.of());

        var rotated = administrator.post("/v1/api-keys/" + issued.id() + "/rotate", Map.of("overlap", "PT1H"));

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(secret(rotated)).isNotEqualTo(secret(issued));
        var subject = "key:" + issued.id();
        assertThat(resolve(secret(rotated)).body().path("subject").asText()).isEqualTo(subject);
        assertThat(resolve(secret(issued)).body().path("subject").asText()).isEqualTo(subject);
        assertThat(resolve(secret(issued)).body().has("expires_at")).isTrue();
        assertThat(resolve(secret(rotated)).body().has("expires_at")).isFalse();
    }

    @Test
    void withoutAnOverlapTheOldSecretEndsAtOnce() {
        var issued = issue(Map.of());

        administrator.post("/v1/api-keys/" + issued.id() + "/rotate", Map.of("overlap", "PT0S"));

        assertThat(resolve(secret(issued)).status()).isEqualTo(410);
        assertThat(resolve(secret(issued)).problem()).isEqualTo("api-key-expired");
    }

    @Test
    void aRevokedKeyIsNotRotatedAndBothItsSecretsEnd() {
        var issued = issue(Map.of());
        var rotated = administrator.post("/v1/api-keys/" + issued.id() + "/rotate", Map.of());
        administrator.delete("/v1/api-keys/" + issued.id());

        assertThat(resolve(secret(issued)).problem()).isEqualTo("api-key-revoked");
        assertThat(resolve(secret(rotated)).problem()).isEqualTo("api-key-revoked");
        assertThat(administrator
                        .post("/v1/api-keys/" + issued.id() + "/rotate", Map.of())
                        .problem())
                .isEqualTo("api-key-not-in-force");
        assertThat(administrator
                        .post("/v1/api-keys/" + UUID.randomUUID() + "/rotate", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(administrator
                        .get("/v1/api-keys/" + issued.id())
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("revoked");
    }

    @Test
    void aKeyExpires() throws InterruptedException {
        var end = Instant.now().plusMillis(700);
        var issued = issue(Map.of("expires_at", end.toString()));
        assertThat(resolve(secret(issued)).status()).isEqualTo(200);

        while (Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }

        assertThat(resolve(secret(issued)).problem()).isEqualTo("api-key-expired");
        assertThat(administrator
                        .get("/v1/api-keys/" + issued.id())
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("expired");
    }

    @Test
    void aKeyMayHaveALimitOfItsOwnBelowThePlans() {
        var slow = issue(Map.of("requests_per_minute", 5));

        assertThat(resolve(secret(slow)).body().path("requests_per_minute")).hasToString("{\"tenant\":1200,\"key\":5}");
    }

    @Test
    void aHardBudgetGoesWithTheCredential() {
        var issued = issue(Map.of());
        var billing = Caller.of(server, tenant, "billing:manage");
        billing.post("/v1/budgets", Map.of("limit", "10"));
        billing.post("/v1/budgets", Map.of("limit", "0.5", "api_key_id", issued.id()));

        var resolved = resolve(secret(issued)).body();

        assertThat(resolved.path("tenant_budget_nanos").asLong()).isEqualTo(10_000_000_000L);
        assertThat(resolved.path("key_budget_nanos").asLong()).isEqualTo(500_000_000L);
    }

    @Test
    void aKeyThatWasUsedSaysWhen() {
        var issued = issue(Map.of());
        var before = administrator.get("/v1/api-keys/" + issued.id()).body();

        resolve(secret(issued));

        assertThat(before.has("last_used_at")).isFalse();
        assertThat(Instant.parse(administrator
                        .get("/v1/api-keys/" + issued.id())
                        .body()
                        .path("last_used_at")
                        .asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void aTestKeyIsToldAsOne() {
        var body = Map.of("name", "try", "scopes", List.of("tenant:read"), "environment", "test");
        var issued = administrator.post("/v1/api-keys", body);

        assertThat(resolve(secret(issued)).body().path("test").asBoolean()).isTrue();
    }

    @Test
    void thePlanEndsTheNumberOfKeys() {
        tenant = Caller.newTenant(server, "free");
        administrator = Caller.administratorOf(server, tenant);
        for (var key = 0; key < 5; key++) {
            assertThat(issue(Map.of("name", "k" + key)).status()).isEqualTo(201);
        }

        assertThat(issue(Map.of("name", "k5")).problem()).isEqualTo("plan-limit-reached");
    }

    @Test
    void eachWrongFieldIsNamed() {
        var id = issue(Map.of()).id();

        assertThat(issue(Map.of("expires_at", "2020-01-01T00:00:00Z")).errors()).containsOnlyKeys("expires_at");
        assertThat(issue(Map.of("requests_per_minute", 0)).errors()).containsOnlyKeys("requests_per_minute");
        for (var wrong : new String[] {"P31D", "-PT1S", "soon"}) {
            assertThat(administrator
                            .post("/v1/api-keys/" + id + "/rotate", Map.of("overlap", wrong))
                            .errors())
                    .as(wrong)
                    .containsOnlyKeys("overlap");
        }
    }

    private Caller.Answer issue(Map<String, Object> more) {
        var body = new HashMap<String, Object>(
                Map.of("name", "ci", "scopes", List.of("tenant:read"), "environment", "live"));
        body.putAll(more);
        return administrator.post("/v1/api-keys", body);
    }

    private static String secret(Caller.Answer answer) {
        return answer.body().path("secret").asText();
    }

    private Caller.Answer resolve(String secret) {
        var digest = HexFormat.of().formatHex(Digests.sha256(secret.getBytes(StandardCharsets.US_ASCII)));
        return Caller.gateway(server).post("/internal/v1/credentials", Map.of("api_key_sha256", digest));
    }
}
