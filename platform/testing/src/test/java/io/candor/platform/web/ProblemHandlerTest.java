package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "test.echo", value = "true")
@Property(name = "candor.token.required", value = "false")
class ProblemHandlerTest {
    private static final String GOOD = """
            {"some_text": "a", "colour": "deep-blue", "parts": [{"part_name": "p", "amount": 1}],
             "happened_at": "2026-11-25T09:30:00Z", "related_id": "018f0000-0000-7000-8000-00000000000a",
             "flag": true, "ratio": 1}""";

    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    EmbeddedServer server;

    record Answer(HttpResponse<String> response, JsonNode body) {
        int status() {
            return response.statusCode();
        }

        Map<String, String> errors() {
            var errors = new LinkedHashMap<String, String>();
            body.path("errors")
                    .forEach(error -> errors.put(
                            error.path("field").asText(), error.path("detail").asText()));
            return errors;
        }

        String slug() {
            return body.path("type").asText().replace("urn:candor:problem:", "");
        }
    }

    @Test
    void goodJsonIsTakenAsItIs() throws Exception {
        var answer = post(GOOD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("colour").asText()).isEqualTo("deep-blue");
        assertThat(answer.body().path("happened_at").asText()).isEqualTo("2026-11-25T09:30:00Z");
        assertThat(answer.body().path("ratio").asDouble()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"shade\": 1}                          | shade",
                "{\"parts\": [{\"size\": 1}]}            | parts[0].size",
                "{\"parts\": {}}                         | parts",
                "{\"parts\": \"p\"}                      | parts",
                "{\"parts\": [[]]}                       | parts[0]",
                "{\"some_text\": 5}                      | some_text",
                "{\"some_text\": true}                   | some_text",
                "{\"some_text\": {}}                     | some_text",
                "{\"some_text\": [\"a\"]}                | some_text",
                "{\"colour\": \"green\"}                 | colour",
                "{\"colour\": \"RED\"}                   | colour",
                "{\"colour\": 0}                         | colour",
                "{\"colour\": \"\"}                      | colour",
                "{\"palette\": [\"red\", \"green\"]}     | palette[1]",
                "{\"parts\": [{\"amount\": \"1\"}]}      | parts[0].amount",
                "{\"parts\": [{\"amount\": 1.5}]}        | parts[0].amount",
                "{\"parts\": [{\"amount\": 1e3}]}        | parts[0].amount",
                "{\"parts\": [{\"amount\": 99999999999999999999}]} | parts[0].amount",
                "{\"parts\": [{\"amount\": true}]}       | parts[0].amount",
                "{\"happened_at\": 5}                    | happened_at",
                "{\"happened_at\": \"5\"}                | happened_at",
                "{\"happened_at\": \"\"}                 | happened_at",
                "{\"happened_at\": \"2026-11-25\"}       | happened_at",
                "{\"happened_at\": \"2026-11-25T10:00:00\"} | happened_at",
                "{\"happened_at\": \"2026-02-30T10:00:00Z\"} | happened_at",
                "{\"happened_at\": \"+10000-01-01T00:00:00Z\"} | happened_at",
                "{\"related_id\": \"x\"}                 | related_id",
                "{\"related_id\": \"\"}                  | related_id",
                "{\"related_id\": 7}                     | related_id",
                "{\"flag\": \"true\"}                    | flag",
                "{\"flag\": 1}                           | flag",
                "{\"ratio\": \"1\"}                      | ratio",
                "{\"ratio\": NaN}                        | ratio",
                "{\"some_text\": \"a\", \"some_text\": \"b\"} | some_text",
                "{\"some_text\": \"a}                    | some_text",
                "{\"some_text\": \"\\x\"}                | some_text",
                "{\"some_text\"                          | some_text",
                "{\"some_text\": tru                     | some_text",
                "[]                                      | body",
                "\"text\"                                | body",
                "5                                       | body",
                "1.5                                     | body",
                "true                                    | body",
                "{\"parts\": [5]}                        | parts[0]",
                "{\"parts\": [true]}                     | parts[0]",
                "{\"some_text\": \"a\\u0000b\"}          | some_text",
                "{\"some_text\": \"a\\ud800b\"}          | some_text",
                "{\"parts\": [{\"part_name\": \"\\udc00\"}]} | parts[0].part_name",
                "null                                    | body",
                "''                                      | body",
                "' '                                     | body",
                "{                                       | body",
                "nonsense                                | body",
            })
    void whatCannotBeReadNamesTheField(String json, String field) throws Exception {
        var answer = post(json);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.slug()).isEqualTo("validation-failed");
        assertThat(answer.errors()).containsOnlyKeys(field);
        assertThat(answer.body().path("detail").asText()).startsWith(field);
        assertThat(answer.body().toString())
                .doesNotContain("io.candor")
                .doesNotContain("java.")
                .doesNotContain("Source:");
    }

    @Test
    void everyConstraintThatFailsNamesItsField() throws Exception {
        var answer = post("""
                {"some_text": " ", "parts": [{"part_name": "p", "amount": 1}, {"amount": 0}, null],
                 "palette": ["red", null]}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors())
                .containsOnlyKeys(
                        "colour", "palette[1]", "parts[1].amount", "parts[1].part_name", "parts[2]", "some_text");
    }

    @Test
    void whatFollowsTheBodyIsRefused() throws Exception {
        assertThat(post(GOOD + " {}").errors()).containsOnlyKeys("body");
        assertThat(post(GOOD + "]").errors()).containsOnlyKeys("body");
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        assertThat(post("{\"parts\": " + "[".repeat(100_000)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"C328", "FF", "EDA080", "C0AF", "F4908080", "E28A"})
    void brokenUtf8NamesTheField(String hex) throws Exception {
        var body = new ByteArrayOutputStream();
        body.write("{\"some_text\": \"a".getBytes(StandardCharsets.US_ASCII));
        body.write(HexFormat.of().parseHex(hex));
        body.write("\", \"colour\": \"red\", \"parts\": [{\"part_name\": \"p\", \"amount\": 1}]}"
                .getBytes(StandardCharsets.US_ASCII));

        var answer = send(request("/echo")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.errors()).containsOnlyKeys("some_text");
    }

    @Test
    void anotherMediaTypeIsRefused() throws Exception {
        for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml"}) {
            var answer =
                    send(request("/echo").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(GOOD)));

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.slug()).isEqualTo("unsupported-media-type");
        }
    }

    @Test
    void noMediaTypeIsRefusedOrReadAsJsonButNeverFails() throws Exception {
        var answer = send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(GOOD)));

        assertThat(answer.status()).isIn(200, 415);
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        var answer = send(request("/nowhere").GET());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.slug()).isEqualTo("not-found");
    }

    @Test
    void aMethodThatThePathDoesNotHaveIsTold() throws Exception {
        var answer = send(request("/echo").DELETE());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.slug()).isEqualTo("method-not-allowed");
        assertThat(answer.response().headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test
    void parametersAreNamedAsTheCallerWritesThem() throws Exception {
        var id = "018f0000-0000-7000-8000-00000000000a";

        assertThat(send(request("/echo/x?page_size=1").GET()).errors()).containsOnlyKeys("id");
        assertThat(send(request("/echo/" + id).GET()).errors()).containsOnlyKeys("page_size");
        assertThat(send(request("/echo/" + id + "?page_size=many").GET()).errors())
                .containsOnlyKeys("page_size");
        assertThat(send(request("/echo/" + id + "?page_size=1&colour=green").GET())
                        .errors())
                .containsOnlyKeys("colour");
        assertThat(send(request("/echo/" + id + "?page_size=1").GET()).status()).isEqualTo(200);
    }

    @Test
    void aBugTellsNothingButTheRequestId() throws Exception {
        var answer =
                send(request("/echo/broken").header("X-Request-Id", "my-id.1").GET());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.slug()).isEqualTo("internal-error");
        assertThat(answer.body().toString()).doesNotContain("secret details");
        assertThat(answer.body().path("request_id").asText()).isEqualTo("my-id.1");
        assertThat(answer.response().headers().firstValue("X-Request-Id")).contains("my-id.1");
    }

    @Test
    void aProblemOfTheServiceIsWrittenAsItIs() throws Exception {
        var answer =
                send(request("/echo/refused").header("X-Request-Id", "<script>").GET());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).isEqualTo(Map.of("some_field", "is refused"));
        assertThat(answer.body().path("request_id").asText()).isNotEqualTo("<script>");
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var answer = post("{\"some_text\": \"" + "a".repeat(11 * 1024 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.slug()).isEqualTo("payload-too-large");
    }

    @ParameterizedTest
    @CsvSource({"/echo/%zz", "/echo/x?page_size=%zz", "/echo/x?page_size=%", "/%00", "/echo/[", "//", "/echo/%C3%28"})
    void aMalformedAddressIsTheCallersFault(String target) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    private Answer post(String json) throws IOException, InterruptedException {
        return send(request("/echo")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var isProblem = response.statusCode() >= 400;
        if (isProblem) {
            assertThat(response.headers().firstValue("Content-Type"))
                    .as(response.body())
                    .contains("application/problem+json");
        }
        return new Answer(response, new ObjectMapper().readTree(response.body()));
    }
}
