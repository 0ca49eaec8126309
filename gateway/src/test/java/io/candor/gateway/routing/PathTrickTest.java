package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTrickTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/v1/usage-events",
                "/Internal/v1/usage-events",
                "/%69nternal/v1/usage-events",
                "//internal/v1/usage-events",
                "/v1/tenant/../../internal/v1/credentials",
                "/v1/tenant/%2e%2e/%2e%2e/internal/v1/credentials",
                "/v1/tenant/%2E%2E%2f%2e%2e%2finternal/v1/credentials",
                "/v1/tenant/%252e%252e/%252e%252e/internal/v1/credentials",
                "/v1/tenant/..;/..;/internal/v1/credentials",
                "/v1/tenant/..%5c..%5cinternal",
                "/v1//tenant",
                "/v1/./tenant",
                "/V1/tenant",
                "/v1/TENANT",
                "/%76%31/tenant",
                "/v1/tenantx",
                "/v1/assistants",
                "/v1;a=b/tenant",
                "/v1/tenant;/x",
                "/v1",
                "/v1/",
                "/v1/unknown",
                "/v2x/models",
                "/V2/models",
                "http://gateway/internal/v1/credentials",
                "http://gateway//internal/v1/credentials",
                "*"
            })
    void noTrickReachesAService(String target) throws IOException {
        for (var method : new String[] {"GET", "POST"}) {
            try (var client = RawConnection.to(gateway.address())) {
                client.send(method + " " + target + " HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY
                        + "\nContent-Length: 0\nConnection: close\n\n");

                var answer = client.readToEnd();

                assertThat(answer).containsPattern("^HTTP/1.1 (400|404|405) ").contains("application/problem+json");
                assertThat(Stream.of(gateway.tenant(), gateway.assistant(), gateway.ledger(), gateway.runtime())
                                .flatMap(upstream -> upstream.received().stream()))
                        .isEmpty();
            }
        }
    }

    @Test
    void aTargetInAbsoluteFormGoesWhereItsPathSays() throws IOException {
        try (var own = RunningGateway.start();
                var client = RawConnection.to(own.address())) {
            client.send("GET http://other.example/v1/usage?a=b HTTP/1.1\nHost: other.example\nX-Api-Key: "
                    + RunningGateway.KEY + "\nConnection: close\n\n");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ");
            assertThat(own.tenant().last().target()).isEqualTo("/v1/usage?a=b");
        }
    }

    @Test
    void aQueryPassesAsItCame() throws IOException {
        try (var own = RunningGateway.start();
                var client = RawConnection.to(own.address())) {
            var target = "/v1/usage?from=2026-11-01&x=%2e%2e%2f&y=a+b&z=/../;&empty=";
            client.send("GET " + target + " HTTP/1.1\nHost: gateway\nX-Api-Key: " + RunningGateway.KEY
                    + "\nConnection: close\n\n");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ");
            assertThat(own.tenant().last().target()).isEqualTo(target);
        }
    }
}
