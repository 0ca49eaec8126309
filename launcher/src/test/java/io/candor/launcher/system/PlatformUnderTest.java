package io.candor.launcher.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.platform.Platform;
import io.candor.launcher.seed.Access;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** The running platform, and what system tests ask of it again and again. */
record PlatformUnderTest(
        Platform platform,
        Access access,
        Path folder,
        OpenAiUpstream upstream,
        TraceCollector traces,
        PeopleIssuer people) {
    static final List<String> ADMINISTRATOR = List.of(
            "tenant:admin",
            "tenant:read",
            "assistant:read",
            "assistant:write",
            "usage:read",
            "decisions:read",
            "models:read",
            "models:infer",
            "models:manage",
            "billing:read",
            "billing:manage",
            "privacy:manage");

    /** A client of the gateway that presents {@code apiKey}. */
    ApiClient customer(String apiKey) {
        return new ApiClient(platform.url(Service.GATEWAY), "Authorization", "Bearer " + apiKey);
    }

    /** A client of one service that presents an internal token of the operator. */
    ApiClient operator(Service service, UUID tenant, List<String> scopes) {
        return new ApiClient(
                platform.url(service),
                "X-Candor-Internal-Token",
                platform.operatorTokens().mint(tenant, scopes));
    }

    /** A new tenant of plan business with an administrator's API key. */
    TenantUnderTest newTenant() {
        return newTenant("business");
    }

    /** A new tenant of {@code plan} with an administrator's API key. */
    TenantUnderTest newTenant(String plan) {
        var id = UUID.randomUUID();
        var slug = "t-" + id;
        var body = JsonNodeFactory.instance.objectNode();
        body.put("id", id.toString())
                .put("name", "Tenant " + slug)
                .put("slug", slug)
                .put("plan", plan);
        operator(Service.TENANT_SERVICE, null, List.of("platform:admin"))
                .post("/v1/tenants", body)
                .expect(201);
        return new TenantUnderTest(id, newKey(id, ADMINISTRATOR));
    }

    /** A new API key of {@code tenant} with {@code scopes}, whose calls are not billed. */
    String newKey(UUID tenant, List<String> scopes) {
        return newKey(tenant, scopes, "test");
    }

    /** A new API key of {@code tenant} with {@code scopes} for {@code environment}. */
    String newKey(UUID tenant, List<String> scopes, String environment) {
        var key = JsonNodeFactory.instance.objectNode();
        key.put("name", "key " + UUID.randomUUID()).put("environment", environment);
        key.set("scopes", scopes(scopes));
        var issued = operator(Service.TENANT_SERVICE, tenant, ADMINISTRATOR)
                .post("/v1/api-keys", key)
                .expect(201);
        return issued.body().path("secret").asText();
    }

    /** Gives {@code tenant} the model {@link OwnModel}, loaded. */
    void newModel(TenantUnderTest tenant) {
        OwnModel.write(new StateFolder(folder).models(), tenant.id());
        customer(tenant.apiKey())
                .post("/v2/repository/models/" + OwnModel.NAME + "/load", JsonNodeFactory.instance.objectNode())
                .expect(200);
    }

    /** Gives {@code tenant} an invoice of manual billing, as closing a month does. */
    String newInvoice(TenantUnderTest tenant) {
        var id = UUID.randomUUID();
        var sql =
                "insert into tenant.invoice (tenant_id, id, source, number, month, status, recipient, currency, total_cents,"
                        + " paid_cents, period_from, period_to, created_at, issued_at, due_at) values (?, ?, 'manual', ?,"
                        + " '2026-10-01', 'open', 'Tenant', 'eur', 4900, 0, '2026-10-01', '2026-11-01', now(), now(), now() + '30 d')";
        try (var superuser = superuser();
                var statement = superuser.prepareStatement(sql)) {
            statement.setObject(1, tenant.id());
            statement.setObject(2, id);
            statement.setString(3, "TEST-" + id);
            statement.executeUpdate();
            return id.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static ArrayNode scopes(List<String> scopes) {
        var array = JsonNodeFactory.instance.arrayNode();
        scopes.forEach(array::add);
        return array;
    }

    record TenantUnderTest(UUID id, String apiKey) {}

    /** A connection that sees past row-level security. */
    Connection superuser() throws SQLException {
        return connect("postgres", platform.superuserPassword());
    }

    /** A connection as the services have it. */
    Connection application() throws SQLException {
        return connect("candor_app", platform.applicationPassword());
    }

    private Connection connect(String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(platform.jdbcUrl(), properties);
    }

    /** The first column of every row. */
    static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
