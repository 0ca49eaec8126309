package io.candor.gateway.webui;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RawConnection;
import io.candor.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebUiTest {
    private static final String INDEX = "<!doctype html><title>Candor</title>";
    private static final String SECRET = "not for the web";

    @TempDir
    static Path folder;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        var root = Files.createDirectories(folder.resolve("dist"));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.writeString(Files.createDirectories(folder.resolve("dist-other")).resolve("secret.txt"), SECRET);
        Files.writeString(root.resolve("index.html"), INDEX);
        Files.writeString(root.resolve("favicon.svg"), "<svg/>");
        Files.writeString(root.resolve(".env"), SECRET);
        Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
        var assets = Files.createDirectories(root.resolve("assets"));
        Files.writeString(assets.resolve("index-B-wT0Oaw.js"), "export {};");
        Files.writeString(assets.resolve("plain.css"), "a{}");
        gateway = RunningGateway.start(Map.of(
                "candor.web-ui.folder",
                root.toString(),
                "candor.oidc.issuer",
                "https://id.example:8443/realms/candor"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void eachPageOfTheAppIsItsIndex() {
        for (var path : List.of("/", "/index.html", "/decisions", "/decisions/018f-1?tab=proof", "/v10/x")) {
            var response = get(path);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(INDEX);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
        }
    }

    @Test
    void anAssetNamedByItsHashMayBeKeptForEver() {
        var hashed = get("/assets/index-B-wT0Oaw.js");
        assertThat(hashed.body()).isEqualTo("export {};");
        assertThat(hashed.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(hashed.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");

        assertThat(get("/assets/plain.css").headers().firstValue("Cache-Control"))
                .contains("no-cache");
        assertThat(get("/favicon.svg").headers().firstValue("Content-Type")).contains("image/svg+xml");
    }

    @Test
    void aBrowserThatHasTheFileGetsItNotAgain() {
        var etag = get("/").headers().firstValue("ETag").orElseThrow();

        for (var known : List.of(etag, "\"other\", W/" + etag, "*")) {
            var response = gateway.send(gateway.anonymous("/").header("If-None-Match", known));
            assertThat(response.statusCode()).isEqualTo(304);
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().firstValue("ETag")).contains(etag);
        }
        assertThat(gateway.send(gateway.anonymous("/").header("If-None-Match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theBrowserIsToldWhatThePageMayDo() {
        var headers = get("/").headers();

        assertThat(headers.firstValue("Content-Security-Policy"))
                .contains("default-src 'self'; connect-src 'self' https://id.example:8443;"
                        + " frame-src https://id.example:8443; object-src 'none'; base-uri 'self';"
                        + " frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("strict-origin-when-cross-origin");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(headers.firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void headTellsTheSameWithoutTheFile() {
        var response = gateway.send(gateway.anonymous("/").HEAD());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(INDEX.length());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNotThePage() {
        for (var path : List.of("/assets/index-gone0000.js", "/robots.txt", "/.env", "/link.txt")) {
            var response = get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("urn:candor:problem:not-found").doesNotContain(SECRET);
        }
    }

    @Test
    void theAppIsOnlyRead() {
        assertThat(gateway.send(gateway.anonymous("/").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isIn(404, 405);
    }

    @Test
    void theGatewaysOwnRoutesAreNotPagesOfTheApp() {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/prometheus").body()).contains("jvm_");
        assertThat(get("/config.json").body()).contains("candor-web");
        for (var path : List.of("/v1", "/V1/x", "/internal", "/internal/v1/credentials", "/v1/nothing")) {
            assertThat(get(path).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/assets/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..%5csecret.txt",
                "/%252e%252e/secret.txt",
                "/../dist-other/secret.txt",
                "//secret.txt",
                "/.//..//secret.txt",
                "/secret.txt%00.html",
                "/%c0%ae%c0%ae/secret.txt"
            })
    void nothingOutsideTheFolderIsServed(String target) throws IOException {
        try (var client = RawConnection.to(gateway.address())) {
            client.send("GET " + target + " HTTP/1.1\nHost: gateway\nConnection: close\n\n");

            assertThat(client.readToEnd())
                    .containsPattern("^HTTP/1.1 (400|404) ")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void withoutAFolderThereIsNoApp() {
        try (var bare = RunningGateway.start()) {
            assertThat(bare.send(bare.anonymous("/")).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(String path) {
        return gateway.send(gateway.anonymous(path));
    }
}
