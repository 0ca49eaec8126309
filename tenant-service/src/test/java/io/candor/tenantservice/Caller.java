package io.candor.tenantservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.candor.platform.security.InternalToken;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who calls the running service with an internal token. */
public final class Caller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedServer server;
    private final @Nullable String token;

    private Caller(EmbeddedServer server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, JsonNode body) {
        /** The last part of the problem's type. */
        public String problem() {
            return body.path("type").asText().replace("urn:candor:problem:", "");
        }

        /** The fields to blame, with what is wrong. */
        public Map<String, String> errors() {
            var errors = new LinkedHashMap<String, String>();
            body.path("errors")
                    .forEach(error -> errors.put(
                            error.path("field").asText(), error.path("detail").asText()));
            return errors;
        }

        /** The id in the body. */
        public String id() {
            return body.path("id").asText();
        }
    }

    /** A caller of {@code tenant} who comes through the gateway. */
    public static Caller of(EmbeddedServer server, UUID tenant, String... scopes) {
        return new Caller(server, TestTokens.of(tenant, scopes));
    }

    /** A caller of {@code tenant} who may do everything that a tenant can grant. */
    public static Caller administratorOf(EmbeddedServer server, UUID tenant) {
        return of(
                server,
                tenant,
                "assistant:read",
                "assistant:write",
                "usage:read",
                "decisions:read",
                "models:read",
                "models:infer",
                "models:manage",
                "tenant:read",
                "tenant:admin",
                "billing:read",
                "billing:manage",
                "privacy:manage");
    }

    /** The operator of the platform, who acts for no tenant. */
    public static Caller operator(EmbeddedServer server) {
        var context = new TenantContext(null, "service:operator", Set.of("platform:admin"), "", "request-1");
        return new Caller(server, TestTokens.issuedBy("operator", context));
    }

    /** A person who belongs to no tenant yet. */
    public static Caller newcomer(EmbeddedServer server, String subject) {
        var context = new TenantContext(null, "user:" + subject, Set.of("sign-up"), "", "request-1");
        return new Caller(server, TestTokens.issuedBy("gateway", context));
    }

    /** An operator of the platform who signed in. */
    public static Caller operator(EmbeddedServer server, String subject) {
        var context = new TenantContext(null, "operator:" + subject, Set.of("platform:admin"), "", "request-1");
        return new Caller(server, TestTokens.issuedBy("gateway", context));
    }

    /** The service itself, as its relay delivers. */
    public static Caller relayOf(EmbeddedServer server, UUID tenant) {
        return new Caller(server, TestTokens.ofService("tenant-service", tenant, "internal:identity"));
    }

    /** The gateway itself, which resolves credentials before it knows a tenant. */
    public static Caller gateway(EmbeddedServer server) {
        var context = new TenantContext(null, "service:gateway", Set.of("internal:credentials"), "", "request-1");
        return new Caller(server, TestTokens.issuedBy("gateway", context));
    }

    /** A service that reports usage of {@code tenant}. */
    public static Caller reporterOf(EmbeddedServer server, UUID tenant) {
        return new Caller(server, TestTokens.ofService("assistant-app", tenant, "internal:usage"));
    }

    /** A caller at the time that {@code clock} shows; {@code tenant} is null for the operator of the platform. */
    public static Caller at(Clock clock, EmbeddedServer server, @Nullable UUID tenant, String... scopes) {
        var issuer = TestTokens.issuer(tenant == null ? "operator" : "gateway", clock);
        return new Caller(
                server, issuer.mint(new TenantContext(tenant, "user:test", Set.of(scopes), "team", "request-1")));
    }

    /** A caller without a token. */
    public static Caller anonymous(EmbeddedServer server) {
        return new Caller(server, null);
    }

    /** Creates a tenant with a slug of its own. */
    public static UUID newTenant(EmbeddedServer server, String plan) {
        var body = Map.of("name", "Acme Bank", "slug", "t" + UUID.randomUUID(), "plan", plan);
        return UUID.fromString(operator(server).post("/v1/tenants", body).id());
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** What {@code path} gives where that is no JSON. */
    public String text(String path) {
        try {
            return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", write(body));
    }

    public Answer post(String path, Object body, String header, String value) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(write(body))));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", write(body));
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", write(body));
    }

    /** Sends a body as it is. */
    public Answer send(String method, String path, String contentType, String body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a JSON body as it is, with one more header. */
    public Answer sendWith(String path, String body, String header, String value) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(server.getURL() + path));
        return token == null ? builder : builder.header(InternalToken.HEADER, token);
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var body = response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), response.headers(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
