package io.candor.gateway.entitlement;

import static io.candor.gateway.fixture.RunningGateway.problem;
import static io.candor.gateway.fixture.RunningGateway.slug;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntitlementTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anAppThatThePlanDoesNotIncludeIsNamed() {
        var key = know(1, "\"apps\":[\"model-runtime\"]");

        var refused = post(key, "/v1/assistant/analyses");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(slug(refused)).isEqualTo("not-entitled");
        assertThat(problem(refused).path("detail").asText())
                .isEqualTo("The plan team does not include the app assistant");
    }

    @Test
    void aModelThatThePlanDoesNotIncludeIsNamed() {
        var key = know(2, "\"models\":[\"minilm\"],\"scopes\":[\"models:infer\"]");

        assertThat(problem(post(key, "/v2/models/large/infer")).path("detail").asText())
                .isEqualTo("The plan team does not include the model large");
        assertThat(post(key, "/v2/models/minilm/infer").statusCode()).isEqualTo(200);
    }

    @Test
    void aMissingScopeIsRefusedBeforeAnythingIsReserved() {
        var key = know(3, "\"scopes\":[\"usage:read\"]");

        var refused = post(key, "/v1/assistant/analyses");

        assertThat(slug(refused)).isEqualTo("insufficient-scope");
        assertThat(problem(refused).path("detail").asText()).isEqualTo("The scope assistant:write is needed");
    }

    @Test
    void aSuspendedTenantCallsNothing() {
        for (var status : new String[] {"suspended", "deleting"}) {
            var key = know(status.length(), "\"status\":\"" + status + "\"");

            assertThat(slug(post(key, "/v1/assistant/analyses"))).isEqualTo("tenant-suspended");
            assertThat(slug(get(key, "/v1/usage"))).isEqualTo("tenant-suspended");
            assertThat(slug(get(key, "/v1/assistant/nothing"))).isEqualTo("tenant-suspended");
        }
    }

    @Test
    void graceChangesNothing() {
        var key = know(7, "\"status\":\"grace\"");

        assertThat(get(key, "/v1/usage").statusCode()).isEqualTo(200);
    }

    private static String know(int number, String fields) {
        var key = TestApiKey.of(2000 + number);
        gateway.tenantService().knowKey(key, TestTokens.TENANT, "key:" + number, fields);
        return key;
    }

    private static HttpResponse<String> post(String key, String path) {
        return gateway.send(
                gateway.anonymous(path).header("X-Api-Key", key).POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static HttpResponse<String> get(String key, String path) {
        return gateway.send(gateway.anonymous(path).header("X-Api-Key", key));
    }
}
