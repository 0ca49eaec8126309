package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.fixture.ProtocolModels;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.testing.Eventually;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queues do to requests over REST, seen with a model that keeps single rows waiting. */
@MicronautTest(transactional = false)
class RestSchedulingTest extends RuntimeTest {
    private static final String PATH = "/v2/models/waiting/infer";

    @Inject
    private EmbeddedServer server;

    private RestClient client;

    @Override
    protected TestRepository repository() {
        return ProtocolModels.repository();
    }

    @BeforeAll
    void connect() {
        client = RestClient.of(server, "models:infer", "models:read");
    }

    @Test
    void aFullQueueIsTooManyRequestsUntilTheClientThatWaitsIsGone() throws Exception {
        try (var socket = waiting()) {
            var refused = client.post(PATH, body(1, ""));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            assertThat(RestClient.json(refused).path("type").asText()).isEqualTo("urn:candor:problem:model-overloaded");
            assertThat(RestClient.json(refused).path("error").asText()).isNotEmpty();
            assertThat(socket.getInputStream().available()).isZero();
        }

        Eventually.assertThat(this::status, status -> status == 504);
    }

    @Test
    void aRequestThatWaitsTooLongTimesOut() throws Exception {
        var late = client.post(PATH, body(1, "\"timeout\":1000"));

        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(RestClient.json(late).path("type").asText()).isEqualTo("urn:candor:problem:model-timeout");
    }

    @Test
    void aFullBatchRunsAtOnce() throws Exception {
        assertThat(client.post(PATH, body(4, "")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "priority":-1    | parameters.priority: -1 came, at least 0 is expected
            "timeout":"soon" | parameters.timeout: must be a whole number of at least 0
            "timeout":1.5    | parameters.timeout: must be a whole number of at least 0
            """)
    void wrongSchedulingParametersAreNamed(String parameter, String expected) throws Exception {
        var refused = client.post(PATH, body(4, parameter));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RestClient.json(refused).path("detail").asText()).isEqualTo(expected);
    }

    /** A connection whose request waits; one that came while a request that will not wait had its place is answered at once. */
    private Socket waiting() throws Exception {
        while (true) {
            var socket = ask();
            while (socket.getInputStream().available() == 0) {
                if (status() == 429) {
                    return socket;
                }
            }
            socket.close();
        }
    }

    /** A request over a connection that the test can close. */
    private Socket ask() throws Exception {
        var body = body(1, "");
        var socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream()
                .write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "X-Candor-Internal-Token: " + client.token() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The status of a request that will not wait: 429 while another one waits, else 504. */
    private int status() {
        try {
            return client.post(PATH, body(1, "\"timeout\":1")).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(int rows, String parameters) {
        return "{\"parameters\":{" + parameters + "},\"inputs\":[{\"name\":\"x\",\"shape\":[" + rows
                + ",2],\"datatype\":\"FP32\",\"data\":[" + "0,".repeat(2 * rows - 1) + "0]}]}";
    }
}
