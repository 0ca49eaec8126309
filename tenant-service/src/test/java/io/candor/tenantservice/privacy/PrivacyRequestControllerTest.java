package io.candor.tenantservice.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.security.InternalToken;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.candor.platform.testing.TestDatabase;
import io.candor.platform.testing.TestTokens;
import io.candor.tenantservice.Caller;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivacyRequestControllerTest implements TestPropertyProvider {
    private static final String PATH = "/v1/privacy-requests";
    private static final String DELETION = "/v1/tenant/deletion";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeService assistant = new FakeService();
    private final FakeService runtime = new FakeService();
    private final FakeService ledger = new FakeService();
    private final FakeService edge = new FakeService();

    @Inject
    EmbeddedServer server;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private Caller owner;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "candor.privacy.every", "100ms",
                "candor.privacy.shortest-grace-days", "0",
                "candor.privacy.services.gateway.url", edge.address(),
                "candor.privacy.services.assistant-app.url", assistant.address(),
                "candor.privacy.services.model-runtime.url", runtime.address(),
                "candor.privacy.services.audit-ledger.url", ledger.address());
    }

    @BeforeEach
    void newTenantOnceNothingIsUnderWay() {
        runtime.goAway(false);
        Eventually.assertThat(
                () -> query("select s.service from tenant.privacy_step s join tenant.privacy_request r"
                        + " on r.tenant_id = s.tenant_id and r.id = s.request_id"
                        + " where s.state = 'waiting' and r.state in ('scheduled', 'running')"),
                List::isEmpty);
        List.of(assistant, runtime, ledger, edge).forEach(FakeService::reset);
        tenant = Caller.newTenant(server, "team");
        owner = Caller.administratorOf(server, tenant);
    }

    @AfterAll
    void close() {
        List.of(assistant, runtime, ledger, edge).forEach(FakeService::close);
    }

    @Test
    void anExportHasAFileForEachServiceAndAManifestWhoseDigestsMatch() throws Exception {
        assistant.willExport(
                "{\"rows\":[{\"table\":\"analysis\",\"row\":{\"text\":\"one\"}}],\"pseudonym\":\"hmac-sha256:aa\","
                        + "\"digest_key\":\"00ff\",\"next\":\"c-1\"}",
                "{\"rows\":[{\"table\":\"analysis\",\"row\":{\"text\":\"two\"}}],\"pseudonym\":\"hmac-sha256:aa\"}");

        var request = owner.post(PATH, Map.of("kind", "export-subject", "subject_ref", "ada-lovelace"));

        assertThat(request.status()).isEqualTo(202);
        assertThat(request.body().toString()).doesNotContain("ada-lovelace");
        var done = await(request.id(), "done");
        assertThat(done.path("steps")).allMatch(step -> step.path("done").asBoolean());
        assertThat(assistant.asked("export-pages"))
                .extracting(asked -> asked.path("cursor").asText())
                .containsExactly("", "c-1");
        assertThat(ledger.asked("export-pages").getFirst().path("pseudonyms"))
                .anyMatch(pseudonym -> pseudonym.asText().equals("hmac-sha256:aa"));
        var files = unzip(download(request.id()));
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "assistant-app.json",
                        "model-runtime.json",
                        "audit-ledger.json",
                        "tenant-service.json",
                        "manifest.json");
        var exported = JSON.readTree(files.get("assistant-app.json"));
        assertThat(exported.path("digest_key").asText()).isEqualTo("00ff");
        assertThat(exported.path("rows").findValuesAsText("text")).containsExactly("one", "two");
        var manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(manifest.path("files")).hasSize(4);
        for (var file : manifest.path("files")) {
            var content = files.get(file.path("name").asText());
            assertThat(file.path("bytes").asInt()).isEqualTo(content.length);
            assertThat(file.path("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
    }

    @Test
    void anExportOfTheTenantShowsItsOwnRows() throws Exception {
        owner.post("/v1/members", Map.of("email", "ada@example.com", "role", "auditor"));

        var request = owner.post(PATH, Map.of("kind", "export-tenant"));

        await(request.id(), "done");
        var own = new String(unzip(download(request.id())).get("tenant-service.json"), StandardCharsets.UTF_8);
        assertThat(own).contains("ada@example.com", "Acme Bank").doesNotContain("subject_key");
    }

    @Test
    void aServiceThatIsAwayIsAskedUntilItAnswersAndTheRestIsNotDoneAgain() {
        runtime.goAway(true);
        var request = owner.post(PATH, Map.of("kind", "erase-subject", "subject_ref", "ada"));
        Eventually.assertThat(
                () -> step(request.id(), "model-runtime").path("attempts").asInt(), tries -> tries > 0);
        Eventually.assertThat(
                () -> step(request.id(), "assistant-app").path("done").asBoolean(), done -> done);
        assertThat(owner.get(PATH + "/" + request.id()).body().path("state").asText())
                .isEqualTo("running");

        runtime.goAway(false);

        await(request.id(), "done");
        assertThat(runtime.asked("subject-erasures")).hasSize(1);
        assertThat(assistant.asked("subject-erasures")).hasSize(1);
        assertThat(assistant
                        .asked("subject-erasures")
                        .getFirst()
                        .path("subject_ref")
                        .asText())
                .isEqualTo("ada");
    }

    @Test
    void anErasureLeavesARecordThatNamesADigestAloneAndEndsExportsThatMayShowThePerson() throws Exception {
        assistant.willExport("{\"rows\":[{\"table\":\"analysis\",\"row\":{\"text\":\"zebra\"}}]}");
        var ofPerson = owner.post(PATH, Map.of("kind", "export-subject", "subject_ref", "ada-7"));
        var ofTenant = owner.post(PATH, Map.of("kind", "export-tenant"));
        await(ofPerson.id(), "done");
        await(ofTenant.id(), "done");

        var erasure = owner.post(PATH, Map.of("kind", "erase-subject", "subject_ref", "ada-7"));
        var done = await(erasure.id(), "done");

        await(ofPerson.id(), "expired");
        await(ofTenant.id(), "expired");
        assertThat(owner.get(PATH + "/" + ofPerson.id() + "/download").status()).isEqualTo(410);
        var records = rows("select payload from tenant.outbox where topic = 'decision'");
        assertThat(records)
                .anyMatch(record -> record.contains("\"capability\":\"subject-erasure\"")
                        && record.contains(done.path("subject_digest").asText()));
        for (var table : List.of("privacy_request", "privacy_step", "privacy_export_chunk", "outbox", "subject_key")) {
            assertThat(String.join(" ", rows("select t::text from tenant." + table + " t")))
                    .as(table)
                    .doesNotContain("ada-7", "zebra");
        }
        assertThat(rows("select t::text from tenant.privacy_export_chunk t")).isEmpty();
    }

    @Test
    void aWrongRequestIsRefusedByTheNameOfItsField() {
        assertThat(owner.post(PATH, Map.of("kind", "erase-subject")).errors()).containsKey("subject_ref");
        assertThat(owner.post(PATH, Map.of("kind", "export-tenant", "subject_ref", "x"))
                        .errors())
                .containsKey("subject_ref");
        assertThat(owner.post(PATH, Map.of("kind", "delete-tenant")).errors()).containsKey("kind");
        assertThat(owner.post(PATH, Map.of("kind", "dance")).errors()).containsKey("kind");
        assertThat(owner.post(PATH, Map.of("kind", "erase-subject", "subject_ref", "x\0y"))
                        .errors())
                .containsKey("subject_ref");
        assertThat(owner.get(PATH + "/" + UUID.randomUUID()).problem()).isEqualTo("privacy-request-not-found");
        assertThat(owner.get(PATH + "/7").status()).isEqualTo(400);
    }

    @Test
    void onlyWhoManagesPrivacyMayAskAndNobodyElsesRequestsAreSeen() {
        var request = owner.post(PATH, Map.of("kind", "export-tenant"));

        assertThat(Caller.of(server, tenant, "tenant:admin").get(PATH).status()).isEqualTo(403);
        var stranger = Caller.administratorOf(server, Caller.newTenant(server, "team"));
        assertThat(stranger.get(PATH + "/" + request.id()).status()).isEqualTo(404);
        assertThat(stranger.get(PATH + "/" + request.id() + "/download").status())
                .isEqualTo(404);
        assertThat(stranger.get(PATH).body().path("items")).isEmpty();
        assertThat(owner.get(PATH).body().path("items")).hasSize(1);
    }

    @Test
    void theEndOfATenantCanBeCalledOffWhileItIsScheduled() {
        var scheduled = owner.post(DELETION, Map.of("grace_days", 30));

        assertThat(scheduled.status()).isEqualTo(202);
        assertThat(owner.get("/v1/tenant").body().path("status").asText()).isEqualTo("deleting");
        assertThat(owner.post(DELETION, Map.of("grace_days", 30)).problem()).isEqualTo("deletion-already-scheduled");
        assertThat(owner.get(DELETION).body().path("state").asText()).isEqualTo("scheduled");
        assertThat(owner.delete(DELETION).status()).isEqualTo(204);
        assertThat(owner.get("/v1/tenant").body().path("status").asText()).isEqualTo("active");
        assertThat(owner.get(DELETION).problem()).isEqualTo("deletion-not-scheduled");
        assertThat(owner.delete(DELETION).status()).isEqualTo(404);
        assertThat(owner.post(DELETION, Map.of("grace_days", 91)).errors()).containsKey("grace_days");
    }

    @Test
    void aTenantThatIsDeletedLeavesNoRow() throws Exception {
        owner.post("/v1/members", Map.of("email", "ada@example.com", "role", "owner"));
        owner.post("/v1/api-keys", Map.of("name", "ci", "scopes", List.of("usage:read"), "environment", "live"));
        Caller.reporterOf(server, tenant)
                .post(
                        "/internal/v1/usage-events",
                        Map.of(
                                "events",
                                List.of(Map.of(
                                        "id",
                                        UUID.randomUUID(),
                                        "meter",
                                        "assistant.analysis",
                                        "quantity",
                                        1,
                                        "occurred_at",
                                        "2026-11-05T00:00:00Z"))));

        assertThat(owner.post(DELETION, Map.of("grace_days", 0)).status()).isEqualTo(202);

        Eventually.assertThat(this::tablesWithRows, List::isEmpty);
        assertThat(List.of(assistant, runtime, ledger, edge))
                .allSatisfy(
                        service -> assertThat(service.asked("tenant-erasures")).isNotEmpty());
    }

    @Test
    void invoicesOutliveTheirTenantAndItsNameDoesNot() {
        execute("insert into tenant.invoice (tenant_id, id, source, number, month, status, recipient, currency,"
                + " total_cents, paid_cents, period_from, period_to, created_at) values ('" + tenant
                + "', gen_random_uuid(), 'manual', gen_random_uuid()::text, '2026-10-01', 'open', 'Acme', 'eur', 1, 0,"
                + " now(), now(), now())");

        owner.post(DELETION, Map.of("grace_days", 0));

        assertThat(Eventually.assertThat(this::tablesWithRows, tables -> tables.size() <= 2))
                .containsExactlyInAnyOrder("invoice", "tenant");
        assertThat(rows("select name || '|' || status from tenant.tenant")).containsExactly("|deleting");
    }

    @Test
    void anApiKeyCannotEndTheTenant() throws Exception {
        var context = new TenantContext(tenant, "key:7", Set.of("privacy:manage"), "team", "r");
        var request = HttpRequest.newBuilder(server.getURI().resolve(DELETION))
                .header(InternalToken.HEADER, TestTokens.issuedBy("gateway", context))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("person-required");
    }

    private List<String> tablesWithRows() {
        return query("select table_name from information_schema.columns where table_schema = 'tenant'"
                        + " and column_name = 'tenant_id'")
                .stream()
                .filter(table -> !rows("select 'x' from tenant." + table
                                + (table.equals("outbox") ? " where topic <> 'identity'" : ""))
                        .isEmpty())
                .toList();
    }

    private JsonNode step(String request, String service) {
        for (var step : owner.get(PATH + "/" + request).body().path("steps")) {
            if (step.path("service").asText().equals(service)) {
                return step;
            }
        }
        throw new IllegalArgumentException(service);
    }

    private JsonNode await(String id, String state) {
        return Eventually.assertThat(
                () -> owner.get(PATH + "/" + id).body(),
                body -> body.path("state").asText().equals(state));
    }

    private byte[] download(String id) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.getURI().resolve(PATH + "/" + id + "/download"))
                .header(InternalToken.HEADER, TestTokens.of(tenant, "privacy:manage"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        return answer.body();
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private List<String> rows(String select) {
        return query(select + (select.contains(" where ") ? " and" : " where") + " tenant_id = '" + tenant + "'");
    }

    private void execute(String sql) {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> query(String select) {
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
