package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.service.Service;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call through the gateway is metered: who used what, and what it costs. */
@ExtendWith(RunningPlatform.class)
class MeteringTest {
    private static final String BY_ALL = "/v1/usage?group_by=app,capability,model,subject";

    private final PlatformUnderTest platform;

    MeteringTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void aCallAppearsInUsageByAppCapabilityModelAndKeyAndInTheCostPreview() {
        var tenant = platform.newTenant("team");
        var key = JsonNodeFactory.instance.objectNode().put("name", "live").put("environment", "live");
        key.set("scopes", PlatformUnderTest.scopes(PlatformUnderTest.ADMINISTRATOR));
        var issued = platform.operator(Service.TENANT_SERVICE, tenant.id(), PlatformUnderTest.ADMINISTRATOR)
                .post("/v1/api-keys", key)
                .expect(201)
                .body();
        var customer = platform.customer(issued.path("secret").asText());

        customer.post(
                        "/v1/assistant/analyses",
                        JsonNodeFactory.instance.objectNode().put("text", "I want to freeze my card"))
                .expect(201);

        Eventually.until(() -> !items(customer).isEmpty());
        var used = items(customer).get(0);
        assertThat(items(customer)).hasSize(1);
        assertThat(used.path("meter").asText()).isEqualTo("assistant.analysis");
        assertThat(used.path("app").asText()).isEqualTo("assistant");
        assertThat(used.path("capability").asText()).isNotEmpty();
        assertThat(used.path("model").asText()).isNotEmpty();
        assertThat(used.path("subject").asText())
                .isEqualTo("key:" + issued.path("id").asText());
        assertThat(used.path("quantity").asLong()).isEqualTo(1);
        var preview = customer.get("/v1/usage/cost-preview").expect(200).body();
        assertThat(preview.path("lines").path(1).path("meter").asText()).isEqualTo("assistant.analysis");
        assertThat(preview.path("lines").path(1).path("units").asLong()).isEqualTo(1);
        assertThat(preview.path("total").asText())
                .as("the plan's price; the call is included")
                .isEqualTo("49.00");
        assertThat(customer.get("/v1/usage/csv?group_by=subject")
                        .expect(200)
                        .text()
                        .lines())
                .containsExactlyElementsOf(List.of(
                        "meter,subject,test,quantity",
                        "\"assistant.analysis\",\"key:" + issued.path("id").asText() + "\",false,1"));
    }

    private static JsonNode items(ApiClient customer) {
        return customer.get(BY_ALL).expect(200).body().path("items");
    }
}
