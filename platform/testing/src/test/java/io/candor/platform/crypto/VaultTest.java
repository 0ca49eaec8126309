package io.candor.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class VaultTest {
    private static final byte[] CONTEXT = bytes("note/7");

    private final Vault vault;
    private final SubjectKeys subjectKeys;
    private final KeyUpkeepJob upkeep;
    private final TransactionOperations<Connection> transactions;
    private final String url;
    private final UUID tenant = UUID.randomUUID();

    VaultTest(
            Vault vault,
            SubjectKeys subjectKeys,
            KeyUpkeepJob upkeep,
            TransactionOperations<Connection> transactions,
            EmbeddedServer server) {
        this.vault = vault;
        this.subjectKeys = subjectKeys;
        this.upkeep = upkeep;
        this.transactions = transactions;
        this.url = server.getApplicationContext().getRequiredProperty("datasources.default.url", String.class);
    }

    @Test
    void whatIsSealedOpensWhereItWasSealedForAndNowhereElse() {
        var sealed = in(tenant, () -> vault.seal("p-1", bytes("a secret"), CONTEXT));

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "p-1");
        assertThat(in(tenant, () -> vault.open(sealed, CONTEXT))).contains(bytes("a secret"));
        assertThatThrownBy(() -> in(tenant, () -> vault.open(sealed, bytes("note/8"))))
                .isInstanceOf(IllegalStateException.class);
        var changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> in(tenant, () -> vault.open(changed, CONTEXT)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(in(UUID.randomUUID(), () -> vault.open(sealed, CONTEXT))).isEmpty();
    }

    @Test
    void everySubjectHasAKeyOfItsOwnThatLiesWrappedUnderADigest() throws SQLException {
        var one = in(tenant, () -> vault.seal("person-one", bytes("x"), CONTEXT));
        var two = in(tenant, () -> vault.seal("person-two", bytes("x"), CONTEXT));
        var own = in(tenant, () -> vault.seal(null, bytes("x"), CONTEXT));

        assertThat(List.of(Vault.keyIdOf(one), Vault.keyIdOf(two), Vault.keyIdOf(own)))
                .doesNotHaveDuplicates();
        assertThat(in(tenant, () -> vault.keyIdOf("person-one"))).contains(Vault.keyIdOf(one));
        var names =
                rows("select subject_ref, octet_length(key), wrapped_by is not null from platform_test.subject_key");
        assertThat(names).hasSize(3).allMatch(row -> !row.contains("person") && row.endsWith("|t"));
    }

    @Test
    void aDestroyedKeyOpensNothingAndTheNextOneOfThatPersonIsAnother() {
        var sealed = in(tenant, () -> vault.seal("p-1", bytes("x"), CONTEXT));
        var pseudonym = in(tenant, () -> subjectKeys.of("p-1").pseudonym());

        var destroyed = in(tenant, () -> vault.destroy("p-1"));

        assertThat(destroyed).contains(Vault.keyIdOf(sealed));
        assertThat(in(tenant, () -> vault.open(sealed, CONTEXT))).isEmpty();
        assertThat(in(tenant, () -> vault.keyIdOf("p-1"))).isEmpty();
        assertThat(in(tenant, () -> vault.destroy("p-1"))).isEmpty();
        assertThat(in(tenant, () -> subjectKeys.of("p-1").pseudonym()))
                .isNotEqualTo(pseudonym)
                .matches("hmac-sha256:[0-9a-f]{64}");
    }

    @Test
    void aKeyIsNotDestroyedUnderATransactionThatSealsWithIt() throws Exception {
        in(tenant, () -> vault.seal("p-1", bytes("x"), CONTEXT));
        var sealed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var writer = CompletableFuture.runAsync(() -> in(tenant, () -> {
            vault.seal("p-1", bytes("x"), CONTEXT);
            sealed.countDown();
            return await(goOn);
        }));
        sealed.await();

        var eraser = CompletableFuture.supplyAsync(() -> in(tenant, () -> vault.destroy("p-1")));

        assertThatThrownBy(() -> eraser.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        goOn.countDown();
        writer.join();
        assertThat(eraser.join()).isPresent();
    }

    @Test
    void aRawKeyFromBeforeIsWrappedAndKeepsItsSalt() throws SQLException {
        var salt = new byte[32];
        Arrays.fill(salt, (byte) 7);
        insertRaw("", salt);
        insertRaw("p-old", salt);
        insertRaw("p-unused", salt);

        assertThat(in(tenant, () -> subjectKeys.keyOf("p-old"))).isEqualTo(salt);
        upkeep.run();

        assertThat(in(tenant, () -> vault.findSaltOf("p-unused"))).contains(salt);
        assertThat(in(tenant, () -> subjectKeys.keyOf(null))).isEqualTo(salt);
        assertThat(
                        rows(
                                "select subject_ref, octet_length(key) > 32, wrapped_by is not null from platform_test.subject_key"))
                .hasSize(3)
                .allMatch(row -> row.endsWith("|t|t") && !row.contains("p-"));
    }

    @Test
    void aRawKeyIsDestroyedToo() throws SQLException {
        insertRaw("p-old", new byte[32]);

        assertThat(in(tenant, () -> vault.destroy("p-old"))).isPresent();

        assertThat(in(tenant, () -> vault.findSaltOf("p-old"))).isEmpty();
    }

    @Test
    void theSameValueHasTheSameIndexInOneTenantAlone() {
        var index = in(tenant, () -> vault.indexOf("ada@example.org"));

        assertThat(in(tenant, () -> vault.indexOf("ada@example.org"))).isEqualTo(index);
        assertThat(in(tenant, () -> vault.indexOf("bob@example.org"))).isNotEqualTo(index);
        assertThat(in(UUID.randomUUID(), () -> vault.indexOf("ada@example.org")))
                .isNotEqualTo(index);
    }

    @Test
    void manyWhoSealForOnePersonAtOnceMakeOneKey() {
        var sealing = new ArrayList<CompletableFuture<byte[]>>();
        for (var i = 0; i < 8; i++) {
            sealing.add(CompletableFuture.supplyAsync(
                    () -> in(tenant, () -> vault.seal("p-1", bytes("x"), CONTEXT)), Thread::startVirtualThread));
        }

        var ids = new HashMap<UUID, byte[]>();
        sealing.forEach(each -> ids.put(Vault.keyIdOf(each.join()), each.join()));

        assertThat(ids).hasSize(1);
        assertThat(ids.values())
                .allMatch(each -> in(tenant, () -> vault.open(each, CONTEXT)).isPresent());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insertRaw(String reference, byte[] salt) throws SQLException {
        var sql =
                "insert into platform_test.subject_key (tenant_id, subject_ref, key, created_at) values (?, ?, ?, now())";
        try (var connection = TestDatabase.superuserOf(url).getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant);
            statement.setString(2, reference);
            statement.setBytes(3, salt);
            statement.executeUpdate();
        }
    }

    private List<String> rows(String select) throws SQLException {
        try (var connection = TestDatabase.superuserOf(url).getConnection();
                var statement = connection.prepareStatement(select + " where tenant_id = ?")) {
            statement.setObject(1, tenant);
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3));
                }
            }
            return found;
        }
    }

    private <T> T in(UUID of, Supplier<T> work) {
        return TenantContext.ofService("test", of, "r").call(() -> transactions.executeWrite(status -> work.get()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
