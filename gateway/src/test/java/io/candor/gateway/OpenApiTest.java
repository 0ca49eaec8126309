package io.candor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The proxy and the web app are filters, not routes, so the gateway's routes are exactly what it answers itself; what it
 * forwards is held against the OpenAPI files of the services behind it.
 */
class OpenApiTest {
    @Test
    void theRoutesAreThoseOfTheOpenApiFile() {
        try (var gateway = RunningGateway.start()) {
            OpenApiRoutes.assertMatch(gateway.bean(Router.class), Path.of("openapi.yml"));
        }
    }

    @Test
    void theClientIsToldWhereToSignIn() {
        try (var gateway = RunningGateway.start(Map.of("candor.oidc.issuer", "https://id.example/realms/candor"))) {
            var response = gateway.send(gateway.anonymous("/config.json"));

            assertThat(response.body())
                    .isEqualTo(
                            "{\"oidc_issuer\":\"https://id.example/realms/candor\",\"oidc_client_id\":\"candor-web\"}");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(gateway.send(gateway.anonymous("/config.json").HEAD()).statusCode())
                    .isEqualTo(200);
        }
    }
}
