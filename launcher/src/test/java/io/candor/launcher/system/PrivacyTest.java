package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.StateFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class PrivacyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUESTS = "/v1/privacy-requests";

    private final PlatformUnderTest platform;

    PrivacyTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void anErasedPersonIsInNoTableNoFileAndNoExportAndTheLedgerStillVerifies() throws Exception {
        var tenant = platform.newTenant();
        var customer = platform.customer(tenant.apiKey());
        var mark = "quagga" + UUID.randomUUID().toString().replace("-", "");
        var person = "person-" + mark;
        var decision = analyse(customer, "my card " + mark + " is lost", person);
        analyse(customer, "of nobody", null);
        var receipt = receipt(customer, decision);
        assertThat(customer.get("/v1/decisions/" + decision)
                        .body()
                        .path("subject_ref")
                        .asText())
                .matches("hmac-sha256:[0-9a-f]{64}");
        var before = export(tenant.id(), customer, "export-subject", person);
        assertThat(text(before, "assistant-app.json")).contains(mark);
        assertThat(text(before, "audit-ledger.json")).contains(decision);

        run(customer, "erase-subject", person);

        assertThat(tablesThatHold(mark)).isEmpty();
        assertThat(filesThatHold(mark)).isEmpty();
        var after = export(tenant.id(), customer, "export-subject", person);
        assertThat(String.join(
                        " ", after.values().stream().map(PrivacyTest::utf8).toList()))
                .doesNotContain(mark, decision);
        assertThat(verify(receipt)).as("the receipt from before").isZero();
        assertThat(verify(receipt(customer, decision))).as("the receipt of now").isZero();
        var record = recordOf(customer, "subject-erasure");
        assertThat(record.has("model")).isFalse();
        assertThat(record.path("summary").path("subject_digest").asText()).matches("hmac-sha256:[0-9a-f]{64}");
        assertThat(verify(receipt(customer, record.path("id").asText())))
                .as("the erasure's own receipt")
                .isZero();
    }

    @Test
    void logsAndTablesHoldNoTextNoAddressAndNoSecret() throws Exception {
        var tenant = platform.newTenant();
        var customer = platform.customer(tenant.apiKey());
        var mark = "okapi" + UUID.randomUUID().toString().replace("-", "");
        customer.post(
                "/v1/assistant/analyses",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("text", "hello " + mark)
                        .put("subject_ref", "s" + mark),
                "Idempotency-Key",
                mark.substring(0, 20));
        customer.post(
                "/v1/assistant/analyses",
                JsonNodeFactory.instance.objectNode().put("text", 7).put("x" + mark, 1));
        customer.post(
                "/v1/members",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("email", mark + "@example.org")
                        .put("role", "auditor"));
        platform.customer("cnd_live_" + mark + "00000000000").get("/v1/tenant");

        assertThat(logsThatHold(mark)).isEmpty();
        assertThat(logsThatHold(tenant.apiKey())).isEmpty();
        assertThat(tablesThatHold(mark).stream()
                        .filter(table -> !table.startsWith("tenant."))
                        .toList())
                .isEmpty();
    }

    @Test
    void aTenantsEndLeavesNothingButHashes() throws Exception {
        var tenant = platform.newTenant();
        var stays = platform.newTenant();
        var customer = platform.customer(tenant.apiKey());
        var decision = analyse(customer, "the last text", "p-1");
        var kept = analyse(platform.customer(stays.apiKey()), "of another tenant", "p-1");
        var receipt = receipt(customer, decision);
        receipt(platform.customer(stays.apiKey()), kept);

        platform.operator(Service.TENANT_SERVICE, tenant.id(), List.of("privacy:manage"))
                .post(
                        "/v1/tenant/deletion",
                        JsonNodeFactory.instance.objectNode().put("grace_days", 0))
                .expect(202);

        // Without a Keycloak the events wait by which it would drop the organization: they hold ids.
        await(() -> rowsOf(tenant.id()), tables -> List.of("tenant.outbox").containsAll(tables));
        assertThat(verify(receipt)).as("a receipt that the tenant kept").isZero();
        assertThat(verify(receipt(platform.customer(stays.apiKey()), kept))).isZero();
        assertThat(rowsOf(stays.id())).isNotEmpty();
    }

    private static String analyse(ApiClient customer, String text, String person) {
        var body = JsonNodeFactory.instance.objectNode().put("text", text);
        if (person != null) {
            body.put("subject_ref", person);
        }
        return customer.post(
                        "/v1/assistant/analyses",
                        body,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("decision_id")
                .asText();
    }

    private static byte[] receipt(ApiClient customer, String decision) {
        return await(() -> customer.get("/v1/decisions/" + decision + "/receipt"), answer -> answer.status() == 200)
                .response()
                .body();
    }

    private static JsonNode recordOf(ApiClient customer, String capability) {
        return await(
                () -> {
                    for (var item : customer.get("/v1/decisions").body().path("items")) {
                        if (item.path("capability").asText().equals(capability) && item.has("leaf_index")) {
                            return item;
                        }
                    }
                    return JSON.missingNode();
                },
                record -> !record.isMissingNode());
    }

    private static String run(ApiClient customer, String kind, String person) {
        var body = JsonNodeFactory.instance.objectNode().put("kind", kind);
        if (person != null) {
            body.put("subject_ref", person);
        }
        var id = customer.post(REQUESTS, body).expect(202).body().path("id").asText();
        await(() -> customer.get(REQUESTS + "/" + id).body().path("state").asText(), "done"::equals);
        return id;
    }

    private static Map<String, byte[]> export(UUID tenant, ApiClient customer, String kind, String person)
            throws Exception {
        var id = run(customer, kind, person);
        var archive = customer.get(REQUESTS + "/" + id + "/download")
                .expect(200)
                .response()
                .body();
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        var manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(manifest.path("files")).hasSize(files.size() - 1);
        for (var file : manifest.path("files")) {
            var digest = java.security.MessageDigest.getInstance("SHA-256")
                    .digest(files.get(file.path("name").asText()));
            assertThat(file.path("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
        }
        return files;
    }

    private static <T> T await(Supplier<T> value, Predicate<T> condition) {
        var seen = new AtomicReference<T>();
        Eventually.until(() -> {
            seen.set(value.get());
            return condition.test(seen.get());
        });
        return seen.get();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return utf8(files.get(name));
    }

    private static String utf8(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Checks a receipt as anybody would, in a process of its own. */
    private int verify(byte[] receipt) throws IOException, InterruptedException {
        var file = Files.createTempFile("receipt", ".json");
        Files.write(file, receipt);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Service.AUDIT_LEDGER.jar(RunningPlatform.PROJECT).toString(),
                        "io.candor.auditledger.receipt.VerifyReceiptCommand",
                        "--key",
                        new StateFolder(platform.folder()).ledgerPublicKey().toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Files.delete(file);
        return process.exitValue();
    }

    /** Every table of every schema, whole rows as text, and bytes as they are. */
    private List<String> tablesThatHold(String mark) throws SQLException {
        var hex = HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8));
        return tables(
                "select 1 from %s t where t::text ilike '%%" + mark + "%%' or t::text ilike '%%" + hex + "%%' limit 1",
                false);
    }

    private List<String> rowsOf(UUID tenant) {
        try {
            return tables("select 1 from %s t where tenant_id = '" + tenant + "' limit 1", true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> tables(String query, boolean ofTenants) throws SQLException {
        try (var connection = platform.superuser()) {
            var names = PlatformUnderTest.column(
                    connection,
                    "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                            + " where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
                            + " and n.nspname not like 'pg_toast%'"
                            + (ofTenants
                                    ? " and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')"
                                    : ""));
            var found = new ArrayList<String>();
            for (var name : names) {
                if (!PlatformUnderTest.column(connection, query.formatted(name)).isEmpty()) {
                    found.add(name);
                }
            }
            return found;
        }
    }

    private List<String> logsThatHold(String mark) throws IOException {
        return filesUnder(new StateFolder(platform.folder()).logs(), mark);
    }

    /** Every file beside the database's own: its pages keep dead rows until it cleans them up. */
    private List<String> filesThatHold(String mark) throws IOException {
        var state = new StateFolder(platform.folder());
        var found = new ArrayList<>(filesUnder(state.logs(), mark));
        found.addAll(filesUnder(state.models(), mark));
        found.addAll(filesUnder(state.run(), mark));
        return found;
    }

    private static List<String> filesUnder(Path folder, String mark) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, mark))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean holds(Path file, String mark) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
