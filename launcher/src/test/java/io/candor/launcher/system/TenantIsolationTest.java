package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.system.OpenApiFiles.Operation;
import io.candor.launcher.system.PlatformUnderTest.TenantUnderTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class TenantIsolationTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** Path parameters that name a model, which a test of its own asks for. */
    private static final Set<String> OF_MODELS = Set.of("model", "version");

    private final PlatformUnderTest platform;

    TenantIsolationTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void everyEndpointAnswers404ToTheIdsOfAnotherTenant() {
        var owner = platform.newTenant();
        var stranger = platform.newTenant();
        var ids = thingsOf(owner);
        var asked = 0;
        for (var operation : OpenApiFiles.get().operations()) {
            if (operation.isInternal()
                    || operation.path().startsWith("/v1/platform/")
                    || !operation.path().contains("{")
                    || namesModels(operation)) {
                continue;
            }
            var id = ids.get(collection(operation));
            assertThat(id).as("the test needs an id for %s", operation.name()).isNotNull();
            var path = PARAMETER.matcher(operation.path()).replaceAll(Matcher.quoteReplacement(id));

            assertThat(platform.customer(stranger.apiKey())
                            .send(operation.method(), path, operation.example())
                            .status())
                    .as("%s as another tenant", operation.name())
                    .isEqualTo(404);
            asked++;
        }
        assertThat(asked).isGreaterThanOrEqualTo(9);
        ids.forEach((collection, id) -> assertThat(platform.customer(owner.apiKey())
                        .get(collection + "/" + id)
                        .status())
                .as("%s/%s is still its owner's", collection, id)
                .isEqualTo(200));
    }

    @Test
    void everyEndpointAnswers404ToTheModelOfAnotherTenant() {
        var owner = platform.newTenant();
        var stranger = platform.customer(platform.newTenant().apiKey());
        platform.newModel(owner);
        var asked = 0;
        for (var operation : OpenApiFiles.get().operations()) {
            if (!operation.path().contains("{model}")) {
                continue;
            }
            var path = operation.path().replace("{model}", OwnModel.NAME).replace("{version}", "1");
            var body = switch (operation.method()) {
                case "GET" -> null;
                case "PUT" -> JsonNodeFactory.instance.objectNode();
                default -> OwnModel.request("1");
            };

            assertThat(stranger.send(operation.method(), path, body).status())
                    .as("%s as another tenant", operation.name())
                    .isEqualTo(404);
            asked++;
        }
        assertThat(asked).isGreaterThanOrEqualTo(12);
        for (var list : List.of("/v2/models/stats", "/v1/models")) {
            assertThat(stranger.get(list).expect(200).text()).doesNotContain('"' + OwnModel.NAME + '"');
        }
        assertThat(stranger.post("/v2/repository/index", JsonNodeFactory.instance.objectNode())
                        .expect(200)
                        .text())
                .doesNotContain('"' + OwnModel.NAME + '"');
        var answer = platform.customer(owner.apiKey())
                .post("/v2/models/" + OwnModel.NAME + "/versions/1/infer", OwnModel.request("1"))
                .expect(200);
        assertThat(answer.body().path("outputs").path(0).path("data").toString())
                .isEqualTo("[3.0,-4.0]");
    }

    @Test
    void listsShowNothingOfAnotherTenant() {
        var owner = platform.newTenant();
        var stranger = platform.newTenant();
        var ids = thingsOf(owner);

        for (var collection : List.of("/v1/assistant/analyses", "/v1/decisions", "/v1/members", "/v1/api-keys")) {
            var seen = platform.customer(stranger.apiKey())
                    .get(collection)
                    .expect(200)
                    .text();
            assertThat(seen).doesNotContain(ids.get(collection));
        }
        assertThat(platform.customer(stranger.apiKey())
                        .get("/v1/usage")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void everyTenantTableForcesRowLevelSecurityAndShowsNothingWithoutATenant() throws SQLException {
        thingsOf(platform.newTenant());
        var tables = """
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname in ('tenant', 'ledger', 'assistant', 'model_runtime')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
                """;
        try (var superuser = platform.superuser();
                var application = platform.application()) {
            var names = PlatformUnderTest.column(superuser, tables);
            assertThat(names)
                    .contains(
                            "tenant.api_key",
                            "ledger.decision",
                            "assistant.analysis",
                            "assistant.outbox",
                            "model_runtime.outbox");
            assertThat(PlatformUnderTest.column(
                            superuser, tables + " and not (c.relrowsecurity and c.relforcerowsecurity)"))
                    .isEmpty();
            for (var name : names) {
                assertThat(PlatformUnderTest.column(application, "select count(*) from " + name))
                        .as(name)
                        .containsExactly("0");
            }
            assertThat(PlatformUnderTest.column(superuser, "select count(*) from assistant.analysis")
                            .getFirst())
                    .isNotEqualTo("0");
        }
    }

    @Test
    void applicationRoleOwnsNothingAndCannotBypassSecurity() throws SQLException {
        try (var superuser = platform.superuser()) {
            assertThat(PlatformUnderTest.column(
                            superuser,
                            "select rolname from pg_roles where rolname like 'candor%' and (rolsuper or rolbypassrls)"))
                    .isEmpty();
            assertThat(
                            PlatformUnderTest.column(
                                    superuser,
                                    "select relname from pg_class where pg_get_userbyid(relowner) in ('candor_app', 'candor_worker')"))
                    .isEmpty();
        }
    }

    /** One thing of each kind, by the path of its collection. */
    private Map<String, String> thingsOf(TenantUnderTest tenant) {
        var customer = platform.customer(tenant.apiKey());
        var json = JsonNodeFactory.instance;
        var ids = new HashMap<String, String>();
        ids.put("/v1/tenants", tenant.id().toString());
        var member = json.objectNode()
                .put("email", "m-" + tenant.id() + "@example.com")
                .put("role", "owner");
        ids.put(
                "/v1/members",
                customer.post("/v1/members", member)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        var second = json.objectNode()
                .put("email", "n-" + tenant.id() + "@example.com")
                .put("role", "owner");
        customer.post("/v1/members", second).expect(201);
        var key = json.objectNode().put("name", "other").put("environment", "test");
        key.set("scopes", PlatformUnderTest.scopes(List.of("usage:read")));
        ids.put(
                "/v1/api-keys",
                customer.post("/v1/api-keys", key).expect(201).body().path("id").asText());
        ids.put(
                "/v1/budgets",
                customer.post("/v1/budgets", json.objectNode().put("limit", "1000.00"))
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        ids.put(
                "/v1/plan-changes",
                customer.post(
                                "/v1/plan-changes",
                                json.objectNode().put("plan", "team").put("effective", "period_end"))
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        var account = json.objectNode().put("name", "nightly");
        account.set("scopes", PlatformUnderTest.scopes(List.of("usage:read")));
        ids.put(
                "/v1/service-accounts",
                customer.post("/v1/service-accounts", account)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        ids.put("/v1/invoices", platform.newInvoice(tenant));
        ids.put(
                "/v1/privacy-requests",
                customer.post("/v1/privacy-requests", json.objectNode().put("kind", "export-tenant"))
                        .expect(202)
                        .body()
                        .path("id")
                        .asText());
        var provider = json.objectNode().put("name", "Our sign-in");
        provider.putArray("domains").add(tenant.id() + ".example");
        provider.putObject("saml").put("metadata_xml", OwnProvider.METADATA);
        ids.put(
                "/v1/identity-providers",
                customer.post("/v1/identity-providers", provider)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        var text = json.objectNode().put("text", "Where is my card?");
        var analysis = customer.post("/v1/assistant/analyses", text).expect(201).body();
        ids.put("/v1/assistant/analyses", analysis.path("id").asText());
        var embedding = json.objectNode().put("model", "minilm-l6-v2").put("input", "x");
        customer.post("/v1/embeddings", embedding).expect(200);
        var decision = analysis.path("decision_id").asText();
        Eventually.until(
                () -> customer.get("/v1/decisions/" + decision + "/receipt").status() == 200);
        ids.put("/v1/decisions", decision);
        return ids;
    }

    private static boolean namesModels(Operation operation) {
        var parameters = PARAMETER
                .matcher(operation.path())
                .results()
                .map(found -> found.group(1))
                .toList();
        return OF_MODELS.containsAll(parameters);
    }

    private static String collection(Operation operation) {
        return operation.path().replaceAll("/\\{.*", "");
    }
}
