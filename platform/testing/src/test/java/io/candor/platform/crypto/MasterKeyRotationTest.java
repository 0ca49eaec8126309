package io.candor.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.candor.platform.security.InternalToken;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestTokens;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyRotationTest {
    private static final byte[] CONTEXT = "c".getBytes(StandardCharsets.UTF_8);
    private static final UUID TENANT = UUID.randomUUID();

    @TempDir
    Path folder;

    @Test
    void theMasterKeyIsRotatedUnderLoadWithNothingRefusedAndNothingLost() throws InterruptedException {
        var file = created();
        try (var one = start(file, Map.of());
                var other = replicaOf(one, file)) {
            var sealed = new ArrayList<byte[]>();
            for (var i = 0; i < 300; i++) {
                var subject = "s-" + i;
                sealed.add(sealed(one, subject, subject));
            }
            var done = new AtomicBoolean();
            var rounds = new AtomicInteger();
            var failures = new ArrayList<Throwable>();
            var users = List.of(user(one, sealed, done, rounds, failures), user(other, sealed, done, rounds, failures));
            users.forEach(Thread::start);

            var before = rotation(one).path("primary").asText();
            assertThat(MasterKeyCommand.run("add", file.toString())).isZero();
            reload(one, other);
            assertThat(MasterKeyCommand.run("promote", file.toString())).isZero();
            reload(one);
            var byTheNew = sealed(one, "made-with-the-new-key", "x");
            assertThat(opened(other, byTheNew)).isPresent();
            reload(other);
            assertThat(rotation(one).path("waiting").asLong()).isPositive();
            upkeep(one);
            upkeep(other);
            assertThat(rotation(one).path("waiting").asLong()).isZero();
            assertThat(MasterKeyCommand.run("retire", file.toString())).isZero();
            reload(one, other);

            done.set(true);
            for (var user : users) {
                user.join();
            }
            assertThat(failures).isEmpty();
            assertThat(rounds).hasPositiveValue();
            assertThat(rotation(one).path("primary").asText()).isNotEqualTo(before);
            assertThat(rotation(other).path("keys")).hasSize(1);
        }
        // Nothing that was opened before is kept in memory here.
        try (var fresh = start(file, Map.of())) {
            assertThat(rotation(fresh).path("waiting").asLong()).isZero();
        }
    }

    @Test
    void aKeyThatAnotherReplicaWrappedWithANewerMasterKeyIsOpenedAtOnce() {
        var file = created();
        try (var one = start(file, Map.of());
                var late = replicaOf(one, file)) {
            MasterKeyCommand.run("add", file.toString());
            MasterKeyCommand.run("promote", file.toString());
            reload(one);
            var sealed = sealed(one, "p", "x");

            assertThat(opened(late, sealed)).isPresent();
        }
    }

    @Test
    void aServiceSaysAtStartThatItsMasterKeyIsMissing() {
        var missing = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> start(missing, Map.of()))
                .hasStackTraceContaining("The master key " + missing + " is missing");
        assertThatThrownBy(() -> start(Path.of(""), Map.of()))
                .hasStackTraceContaining("CANDOR_MASTER_KEY names no file");
    }

    @Test
    void aServiceRefusesToStartWithAnotherMasterKeyAndNothingIsLost() {
        var file = created();
        var another = folder.resolve("another.json");
        MasterKeyFile.create(another);
        var sources = new HashMap<String, Object>();
        byte[] sealed;
        try (var right = start(file, Map.of())) {
            sealed = sealed(right, "p", "kept");
            sources.putAll(databaseOf(right));

            assertThatThrownBy(() -> start(another, sources))
                    .hasStackTraceContaining("The master key " + another + " does not open what key");

            assertThat(opened(right, sealed)).contains(bytes("kept"));
        }
    }

    @Test
    void aDamagedFileChangesNothingWhileTheServiceRuns() throws IOException {
        var file = created();
        try (var service = start(file, Map.of())) {
            var sealed = sealed(service, "p", "x");
            Files.writeString(file, "{\"primaryKeyId\":");

            reload(service);

            assertThat(opened(service, sealed)).isPresent();
            assertThat(sealed(service, "q", "x")).isNotEmpty();
        }
    }

    @Test
    void theKeysetMayBeEncryptedByAKeyManagementService() throws GeneralSecurityException, IOException {
        var uri = "test-kms://" + UUID.randomUUID();
        KmsClients.add(new TestKms(uri));
        var file = folder.resolve("encrypted.json");
        MasterKeyFile.of(file, uri).write(MasterKeyset.generate());

        assertThat(Files.readString(file)).contains("encryptedKeyset");
        try (var service = start(file, Map.of("candor.master-key.kms", uri))) {
            var sealed = sealed(service, "p", "x");
            assertThat(opened(service, sealed)).isPresent();
        }
        assertThatThrownBy(() -> start(file, Map.of())).hasStackTraceContaining("is no keyset that can be opened");
        assertThatThrownBy(() -> start(file, Map.of("candor.master-key.kms", "unknown-kms://x")))
                .hasStackTraceContaining("unknown-kms://x cannot be reached");
    }

    @Test
    void theCommandSaysWhatItCannotDo() {
        var file = created();

        assertThat(MasterKeyCommand.run("create", file.toString())).isEqualTo(2);
        assertThat(MasterKeyCommand.run("add", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(MasterKeyCommand.run("shuffle", file.toString())).isEqualTo(2);
        assertThat(MasterKeyCommand.run("create")).isEqualTo(2);
    }

    @Test
    void aKeysetIsReadableByItsOwnerAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(created())).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    private record TestKms(String uri, Aead aead) implements KmsClient {
        TestKms(String uri) throws GeneralSecurityException {
            this(
                    uri,
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                            .getPrimitive(RegistryConfiguration.get(), Aead.class));
        }

        @Override
        public boolean doesSupport(String keyUri) {
            return keyUri.equals(uri);
        }

        @Override
        public KmsClient withCredentials(String path) {
            return this;
        }

        @Override
        public KmsClient withDefaultCredentials() {
            return this;
        }

        @Override
        public Aead getAead(String keyUri) {
            return aead;
        }
    }

    private Path created() {
        var file = folder.resolve("master-" + UUID.randomUUID() + ".json");
        assertThat(MasterKeyCommand.run("create", file.toString())).isZero();
        return file;
    }

    private static EmbeddedServer start(Path file, Map<String, Object> more) {
        var values = new HashMap<>(more);
        values.put("candor.master-key.file", file.toString());
        return ApplicationContext.run(EmbeddedServer.class, values, "test");
    }

    private static EmbeddedServer replicaOf(EmbeddedServer server, Path file) {
        return start(file, databaseOf(server));
    }

    private static Map<String, Object> databaseOf(EmbeddedServer server) {
        var url = server.getApplicationContext().getRequiredProperty("datasources.default.url", String.class);
        return Map.of("datasources.default.url", url, "datasources.owner.url", url);
    }

    private static Thread user(
            EmbeddedServer server,
            List<byte[]> sealed,
            AtomicBoolean done,
            AtomicInteger rounds,
            List<Throwable> failures) {
        return Thread.ofPlatform().unstarted(() -> {
            try {
                for (var i = 0; !done.get(); i++) {
                    var subject = "s-" + i % sealed.size();
                    var each = sealed.get(i % sealed.size());
                    assertThat(opened(server, each)).contains(bytes(subject));
                    sealed(server, subject, "more");
                    rounds.incrementAndGet();
                }
            } catch (RuntimeException | AssertionError e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        });
    }

    private static void reload(EmbeddedServer... servers) {
        for (var server : servers) {
            server.getApplicationContext().getBean(MasterKey.class).reload();
        }
    }

    private static void upkeep(EmbeddedServer server) {
        server.getApplicationContext().getBean(KeyUpkeepJob.class).run();
    }

    private static com.fasterxml.jackson.databind.JsonNode rotation(EmbeddedServer server) {
        try (var client = server.getApplicationContext().createBean(HttpClient.class, server.getURL())) {
            var request = HttpRequest.GET("/internal/v1/master-key")
                    .header(InternalToken.HEADER, TestTokens.ofService("operator", null, "platform:admin"));
            return client.toBlocking().retrieve(request, Argument.of(com.fasterxml.jackson.databind.JsonNode.class));
        }
    }

    private static Optional<byte[]> opened(EmbeddedServer server, byte[] sealed) {
        return in(server, vault -> vault.open(sealed, CONTEXT));
    }

    private static byte[] sealed(EmbeddedServer server, String subject, String text) {
        return in(server, vault -> vault.seal(subject, bytes(text), CONTEXT));
    }

    private static <T> T in(EmbeddedServer server, java.util.function.Function<Vault, T> work) {
        var context = server.getApplicationContext();
        @SuppressWarnings("unchecked")
        TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
        var vault = context.getBean(Vault.class);
        Supplier<T> call = () -> transactions.executeWrite(status -> work.apply(vault));
        return TenantContext.ofService("test", TENANT, "r").call(call);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
