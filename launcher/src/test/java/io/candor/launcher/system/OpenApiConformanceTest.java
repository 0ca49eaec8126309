package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.service.Service;
import io.candor.launcher.system.ApiClient.Answer;
import io.candor.launcher.system.PlatformUnderTest.TenantUnderTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls every operation of every OpenAPI file on the running services. {@link ApiClient} holds each answer, also of the
 * other system tests, against its description: status, content type and schema.
 */
@ExtendWith(RunningPlatform.class)
class OpenApiConformanceTest {
    /** What only a platform with an account at Stripe does; tenant-service's own tests call it with a Stripe server. */
    private static final Set<String> OF_STRIPE = Set.of(
            "POST /v1/billing/checkout-sessions",
            "POST /v1/billing/portal-sessions",
            "POST /v1/platform/stripe-provisionings",
            "POST /v1/stripe/webhooks");

    private final PlatformUnderTest platform;
    private final TenantUnderTest tenant;
    private final ApiClient customer;

    OpenApiConformanceTest(PlatformUnderTest platform) {
        this.platform = platform;
        this.tenant = platform.newTenant();
        this.customer = platform.customer(tenant.apiKey());
    }

    @Test
    void everyOperationAnswersAsItsFileSays() {
        callTenantService();
        callIdentity();
        callPlatform();
        var analysis = callAssistant();
        callLedger(analysis.body().path("decision_id").asText());
        callRuntime();
        callOwnModel();
        callOpenAi();
        customer.get("/config.json").expect(200);
        callBilling();
        callInternalOperations();

        assertThat(OpenApiFiles.get().neverSucceeded())
                .filteredOn(operation -> OF_STRIPE.stream().noneMatch(operation::endsWith))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenant",
                "/v1/members",
                "/v1/api-keys",
                "/v1/usage",
                "/v1/assistant/analyses",
                "/v1/decisions",
                "/v1/models",
                "/v2/models/text-analysis"
            })
    void refusalsAnswerAsTheirFilesSay(String path) {
        var strangers = platform.customer("cnd_live_nonsense").get(path).expect(401);
        assertThat(strangers.type()).isEqualTo("api-key-malformed");

        var key = JsonNodeFactory.instance
                .objectNode()
                .put("name", "narrow " + path)
                .put("environment", "test");
        key.set("scopes", PlatformUnderTest.scopes(List.of("assistant:write")));
        var narrow = customer.post("/v1/api-keys", key).expect(201).body();
        assertThat(platform.customer(narrow.path("secret").asText())
                        .get(path)
                        .expect(403)
                        .type())
                .isEqualTo("insufficient-scope");

        customer.send("DELETE", "/v1/api-keys/" + narrow.path("id").asText(), null)
                .expect(204);
        Eventually.until(() ->
                platform.customer(narrow.path("secret").asText()).get(path).status() == 401);
    }

    @Test
    void badRequestsAnswerAsTheirFilesSay() {
        assertThat(customer.post("/v1/assistant/analyses", object("txet", "x"))
                        .expect(400)
                        .body()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo("txet");
        assertThat(customer.post("/v1/members", object("email", "no address"))
                        .expect(400)
                        .type())
                .isEqualTo("validation-failed");
        assertThat(customer.post("/v1/api-keys", object("name", "")).expect(400).type())
                .isEqualTo("validation-failed");
        customer.get("/v1/usage?from=yesterday").expect(400);
        customer.get("/v1/decisions?limit=1000").expect(400);
        customer.get("/v1/decisions/" + UUID.randomUUID() + "/receipt").expect(404);
        customer.get("/v1/nothing").expect(404);
        customer.get("/internal/v1/decisions").expect(404);
        customer.send("DELETE", "/v1/assistant/analyses", null).expect(405);
    }

    private void callTenantService() {
        customer.get("/v1/tenant").expect(200);
        customer.get("/v1/tenants/" + tenant.id()).expect(200);
        var member = customer.post(
                        "/v1/members", object("email", "a@example.com").put("role", "owner"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.post("/v1/members", object("email", "b@example.com").put("role", "owner"))
                .expect(201);
        customer.get("/v1/members").expect(200);
        customer.get("/v1/members/" + member).expect(200);
        customer.send("PATCH", "/v1/members/" + member, object("role", "auditor"))
                .expect(200);
        customer.send("DELETE", "/v1/members/" + member, null).expect(204);
        var key = object("name", "second").put("environment", "live");
        key.set("scopes", PlatformUnderTest.scopes(List.of("usage:read")));
        var id =
                customer.post("/v1/api-keys", key).expect(201).body().path("id").asText();
        customer.get("/v1/api-keys").expect(200);
        customer.get("/v1/api-keys/" + id).expect(200);
        customer.post("/v1/api-keys/" + id + "/rotate", object("overlap", "PT1M"))
                .expect(200);
        callBudgets(id);
        customer.send("DELETE", "/v1/api-keys/" + id, null).expect(204);
        callPrivacy();
        customer.get("/v1/usage?group_by=day").expect(200);
        customer.get("/v1/usage/csv?group_by=day,subject").expect(200);
        customer.get("/v1/usage/cost-preview").expect(200);
    }

    private void callBudgets(String key) {
        var budget = customer.post("/v1/budgets", object("limit", "10.00").put("api_key_id", key))
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.get("/v1/budgets").expect(200);
        customer.get("/v1/budgets/" + budget).expect(200);
        customer.send("PATCH", "/v1/budgets/" + budget, object("limit", "12.00"))
                .expect(200);
        customer.send("DELETE", "/v1/budgets/" + budget, null).expect(204);
        customer.get("/v1/budget-alerts").expect(200);
        var change = customer.post("/v1/plan-changes", object("plan", "team").put("effective", "period_end"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.get("/v1/plan-changes").expect(200);
        customer.get("/v1/plan-changes/" + change).expect(200);
        customer.send("DELETE", "/v1/plan-changes/" + change, null).expect(204);
    }

    private void callIdentity() {
        var invited = customer.post(
                        "/v1/members", object("email", "c@example.com").put("role", "clinician"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.get("/v1/members?status=invited").expect(200);
        customer.post("/v1/members/" + invited + "/invitation", JsonNodeFactory.instance.objectNode())
                .expect(200);
        customer.get("/v1/security").expect(200);
        var security = JsonNodeFactory.instance.objectNode().put("two_factor_required", true);
        customer.send("PUT", "/v1/security", security).expect(200);
        var account = object("name", "nightly");
        account.set("scopes", PlatformUnderTest.scopes(List.of("usage:read")));
        var id = customer.post("/v1/service-accounts", account)
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.post("/v1/service-accounts", account).expect(409);
        customer.get("/v1/service-accounts").expect(200);
        customer.get("/v1/service-accounts/" + id).expect(200);
        customer.post("/v1/service-accounts/" + id + "/secret", JsonNodeFactory.instance.objectNode())
                .expect(200);
        customer.send("DELETE", "/v1/service-accounts/" + id, null).expect(204);
        var provider = object("name", "Our sign-in");
        provider.putArray("domains").add("acme.example");
        provider.putObject("saml").put("metadata_xml", OwnProvider.METADATA);
        var providerId = customer.post("/v1/identity-providers", provider)
                .expect(201)
                .body()
                .path("id")
                .asText();
        customer.get("/v1/identity-providers").expect(200);
        customer.get("/v1/identity-providers/" + providerId).expect(200);
        customer.send("DELETE", "/v1/identity-providers/" + providerId, null).expect(204);
        var newcomer = platform.customer(platform.people().token("new-" + UUID.randomUUID() + "@example.com"));
        newcomer.post("/v1/sign-ups", object("name", "New Company")).expect(201);
        Eventually.until(() -> newcomer.get("/v1/tenant").status() == 200);
        newcomer.post("/v1/sign-ups", object("name", "New Company")).expect(403);
    }

    private void callPlatform() {
        var operator = platform.customer(platform.people().operatorToken("olive@candor.example"));
        operator.get("/v1/platform/tenants?search=New").expect(200);
        var other = platform.newTenant().id();
        operator.get("/v1/platform/tenants/" + other).expect(200);
        operator.send(
                        "PUT",
                        "/v1/platform/tenants/" + other + "/status",
                        object("status", "suspended").put("reason", "Test"))
                .expect(200);
        operator.get("/v1/platform/usage").expect(200);
        var start = object("tenant_id", tenant.id().toString()).put("role", "auditor");
        start.put("reason", "Test").put("minutes", 5);
        var id = operator.post("/v1/platform/impersonations", start)
                .expect(201)
                .body()
                .path("id")
                .asText();
        operator.get("/v1/platform/impersonations").expect(200);
        operator.get("/v1/platform/impersonations/" + id).expect(200);
        operator.get("/v1/tenant", "Candor-Tenant", tenant.id().toString()).expect(200);
        operator.send("DELETE", "/v1/platform/impersonations/" + id, null).expect(204);
        customer.get("/v1/platform/tenants").expect(403);
    }

    private void callBilling() {
        customer.get("/v1/billing").expect(200);
        var invoice = platform.newInvoice(tenant);
        customer.get("/v1/invoices?limit=1").expect(200);
        customer.get("/v1/invoices/" + invoice).expect(200);
        customer.get("/v1/invoices/" + invoice + "/csv").expect(200);
        customer.get("/v1/invoices/" + invoice + "/pdf").expect(200);
        var operator = platform.customer(platform.people().operatorToken("olive@candor.example"));
        var path = "/v1/platform/tenants/" + tenant.id() + "/invoices/" + invoice + "/payment";
        operator.post(path, object("reference", "Transfer 1")).expect(200);
        operator.post("/v1/platform/month-closings", object("month", "2026-10")).expect(200);
        operator.post("/v1/platform/stripe-provisionings", JsonNodeFactory.instance.objectNode())
                .expect(409);
        var pages = object("return_url", "http://127.0.0.1:8080/billing");
        assertThat(customer.post("/v1/billing/portal-sessions", pages)
                        .expect(409)
                        .type())
                .isEqualTo("billing-is-manual");
        var checkout = object("plan", "team")
                .put("success_url", "http://127.0.0.1:8080/billing")
                .put("cancel_url", "http://127.0.0.1:8080/billing");
        customer.post("/v1/billing/checkout-sessions", checkout).expect(409);
        customer.post("/v1/stripe/webhooks", JsonNodeFactory.instance.objectNode())
                .expect(409);
    }

    private void callPrivacy() {
        var path = "/v1/privacy-requests";
        var id = customer.post(path, object("kind", "export-tenant"))
                .expect(202)
                .body()
                .path("id")
                .asText();
        customer.get(path).expect(200);
        Eventually.until(() -> customer.get(path + "/" + id)
                .expect(200)
                .body()
                .path("state")
                .asText()
                .equals("done"));
        customer.get(path + "/" + id + "/download").expect(200);
        var leaving =
                platform.operator(Service.TENANT_SERVICE, platform.newTenant().id(), List.of("privacy:manage"));
        leaving.post(
                        "/v1/tenant/deletion",
                        JsonNodeFactory.instance.objectNode().put("grace_days", 30))
                .expect(202);
        leaving.get("/v1/tenant/deletion").expect(200);
        leaving.send("DELETE", "/v1/tenant/deletion", null).expect(204);
    }

    private Answer callAssistant() {
        var analysis = customer.post("/v1/assistant/analyses", object("text", "Where is my card?"))
                .expect(201);
        customer.post(
                        "/v1/assistant/analyses",
                        object("text", "\u6211\u7684\u94f6\u884c\u5361\u5728\u54ea\u91cc?")
                                .put("subject_ref", "p-1"))
                .expect(201);
        customer.get("/v1/assistant/analyses?limit=1").expect(200);
        customer.get("/v1/assistant/analyses/" + analysis.body().path("id").asText())
                .expect(200);
        return analysis;
    }

    private void callLedger(String decision) {
        Eventually.until(
                () -> customer.get("/v1/decisions/" + decision + "/receipt").status() == 200);
        customer.get("/v1/decisions?app=assistant").expect(200);
        customer.get("/v1/decisions/" + decision).expect(200);
        customer.get("/v1/ledger/checkpoint").expect(200);
        customer.get("/v1/ledger/key").expect(200);
    }

    private void callRuntime() {
        for (var path : List.of(
                "/v2",
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models/text-analysis",
                "/v2/models/text-analysis/ready",
                "/v2/models/text-analysis/versions/1",
                "/v2/models/text-analysis/versions/1/ready")) {
            customer.get(path).expect(200);
        }
        var input = object("name", "text").put("datatype", "BYTES");
        input.putArray("shape").add(1);
        input.putArray("data").add("Where is my card?");
        var request = JsonNodeFactory.instance.objectNode();
        request.putArray("inputs").add(input);
        customer.post("/v2/models/text-analysis/infer", request).expect(200);
        customer.post("/v2/models/text-analysis/versions/1/infer", request).expect(200);
        customer.get("/v2/models/unknown").expect(404);
    }

    private void callOpenAi() {
        customer.get("/v1/models").expect(200);
        customer.get("/v1/models/minilm-l6-v2").expect(200);
        customer.get("/v1/models/unknown").expect(404);
        var embedding = object("model", "minilm-l6-v2").put("input", "Where is my card?");
        var embedded = customer.post("/v1/embeddings", embedding).expect(200).body();
        customer.post("/v1/embeddings", embedding.deepCopy().put("encoding_format", "base64"))
                .expect(200);
        customer.post("/v1/embeddings", object("model", "unknown").put("input", "x"))
                .expect(404);
        customer.post("/v1/embeddings", object("model", "minilm-l6-v2")).expect(400);
        var chat = object("model", OpenAiUpstream.MODEL);
        chat.putArray("messages").addObject().put("role", "user").put("content", "Tell me");
        var completed = customer.post("/v1/chat/completions", chat).expect(200).body();
        customer.post("/v1/chat/completions", chat.deepCopy().put("stream", true))
                .expect(200);
        customer.post("/v1/chat/completions", chat.deepCopy().put("n", 2)).expect(400);
        for (var answer : List.of(embedded, completed)) {
            var decision = answer.path("decision_id").asText();
            Eventually.until(
                    () -> customer.get("/v1/decisions/" + decision + "/receipt").status() == 200);
        }
    }

    private void callOwnModel() {
        platform.newModel(tenant);
        var model = "/v2/models/" + OwnModel.NAME;
        var index = customer.post("/v2/repository/index", JsonNodeFactory.instance.objectNode())
                .expect(200);
        assertThat(index.body().findValuesAsText("name")).contains(OwnModel.NAME, "text-analysis");
        var release = object("production", "1").put("candidate", "2");
        release.put("canary_percent", 50).put("shadow", true);
        customer.send("PUT", model + "/release", release).expect(200);
        customer.get(model + "/release").expect(200);
        for (var asked = 0; asked < 20; asked++) {
            customer.post(model + "/infer", OwnModel.request(String.valueOf(asked)))
                    .expect(200);
        }
        customer.get(model + "/release/report").expect(200);
        customer.get("/v2/models/stats").expect(200);
        customer.get(model + "/stats").expect(200);
        customer.get(model + "/versions/2/stats").expect(200);
        customer.post("/v2/repository/models/" + OwnModel.NAME + "/unload", JsonNodeFactory.instance.objectNode())
                .expect(200);
    }

    private void callInternalOperations() {
        platform.operator(Service.GATEWAY, platform.newTenant().id(), List.of("internal:privacy"))
                .send("POST", "/internal/v1/privacy/tenant-erasures", null)
                .expect(200);
        var usage = object("id", UUID.randomUUID().toString())
                .put("meter", "assistant.analysis")
                .put("quantity", 1);
        usage.put("occurred_at", "2026-11-25T12:00:00Z");
        platform.operator(Service.TENANT_SERVICE, tenant.id(), List.of("internal:usage"))
                .post("/internal/v1/usage-events", batch("events", usage))
                .expect(200);
        var charge = object("event_id", UUID.randomUUID().toString())
                .put("tenant_id", tenant.id().toString())
                .put("meter", "assistant.analysis")
                .put("quantity", 1)
                .put("amount_nanos", 0)
                .put("occurred_at", "2026-11-25T12:00:00Z");
        platform.operator(Service.GATEWAY, tenant.id(), List.of("internal:charges"))
                .post("/internal/v1/charges", batch("charges", charge))
                .expect(200);
        platform.operator(Service.TENANT_SERVICE, null, List.of("internal:credentials"))
                .post("/internal/v1/credentials", object("api_key_sha256", sha256(tenant.apiKey())))
                .expect(200);
        platform.operator(Service.TENANT_SERVICE, tenant.id(), List.of("internal:identity"))
                .post(
                        "/internal/v1/identity-changes",
                        batch(
                                "changes",
                                object("id", UUID.randomUUID().toString())
                                        .put("kind", "organization")
                                        .put("ref", "")))
                .expect(204);
        platform.operator(Service.AUDIT_LEDGER, tenant.id(), List.of("internal:ledger"))
                .post("/internal/v1/decisions", batch("records", decision()))
                .expect(200);
    }

    private ObjectNode decision() {
        var record = object("id", UUID.randomUUID().toString())
                .put("tenant_id", tenant.id().toString());
        record.put("app", "test").put("capability", "conformance").put("actor", "service:test");
        record.putObject("model").put("name", "m").put("version", "1").put("sha256", "ab".repeat(32));
        record.put("input_digest", "sha256:" + "00".repeat(32)).put("output_digest", "sha256:" + "11".repeat(32));
        record.putObject("summary").put("class", "none");
        return record.put("created_at", "2026-11-25T12:00:00Z").put("latency_ms", 3);
    }

    private static ObjectNode batch(String envelope, ObjectNode item) {
        var batch = JsonNodeFactory.instance.objectNode();
        batch.putArray(envelope).add(item);
        return batch;
    }

    private static ObjectNode object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private static String sha256(String text) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            return java.util.HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
