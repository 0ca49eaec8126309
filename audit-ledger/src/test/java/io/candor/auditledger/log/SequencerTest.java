package io.candor.auditledger.log;

import static io.candor.platform.testing.TestTokens.OTHER_TENANT;
import static io.candor.platform.testing.TestTokens.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.LedgerClient;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class SequencerTest {
    @Inject
    LedgerClient ledger;

    @Inject
    Sequencer sequencer;

    @Inject
    SequencerDriver log;

    @Inject
    WorkerTransactions workers;

    @Inject
    LogTables tables;

    @BeforeEach
    void openTheLog() {
        // Nothing may be left from another test.
        log.sequenceAll();
    }

    @Test
    void aBatchOfTwoTenantsGetsPlacesNodesAndOneCheckpoint() throws SQLException {
        var before = tables.latest().size();
        send(TENANT, 5);
        send(OTHER_TENANT, 3);

        assertThat(sequencer.sequence()).isEqualTo(8);

        assertThat(tables.latest().size()).isEqualTo(before + 8);
        assertThatTheLogIsSound();
    }

    @Test
    void nothingWaitingSignsNothing() throws SQLException {
        var checkpoints = tables.count("checkpoint");

        assertThat(sequencer.sequence()).isZero();

        assertThat(tables.count("checkpoint")).isEqualTo(checkpoints);
    }

    @Test
    void aConnectionThatDiesBeforeTheCommitLeavesEverythingAsItWas() throws SQLException {
        send(TENANT, 4);
        var leaves = tables.leaves();
        var tiles = tables.hashes();
        var head = tables.latest();

        assertThatThrownBy(() -> workers.call(connection -> {
                    assertThat(sequencer.sequence()).isEqualTo(4);
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery("select pg_backend_pid()")) {
                        rows.next();
                        tables.query("select pg_terminate_backend(" + rows.getInt(1) + ")", killed -> {});
                    }
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(tables.leaves()).isEqualTo(leaves);
        assertThat(tables.hashes()).isEqualTo(tiles);
        assertThat(tables.latest()).isEqualTo(head);
        assertThat(sequencer.sequence()).isEqualTo(4);
        assertThatTheLogIsSound();
    }

    @Test
    void aTileNeverChangesItsHashes() {
        send(TENANT, 2);
        sequencer.sequence();

        for (var change : List.of(
                "hashes = substring(hashes for 32) where octet_length(hashes) > 32",
                "hashes = overlay(hashes placing '\\x00'::bytea from 1) || '\\x00'::bytea",
                "level = 9")) {
            assertThatThrownBy(() -> tables.query("update ledger.tile set " + change + " returning 1", row -> {}))
                    .as(change)
                    .hasMessageContaining("only grows");
        }
    }

    @Test
    void whileOneSequencerWritesAnotherStandsBy() throws Exception {
        send(TENANT, 2);
        var writing = new CountDownLatch(1);
        var go = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> workers.call(connection -> {
                var appended = sequencer.sequence();
                writing.countDown();
                await(go);
                return appended;
            }));
            writing.await();
            var second = sequencer.sequence();
            go.countDown();

            assertThat(second).isZero();
            assertThat(first.get()).isEqualTo(2);
        }
        assertThat(sequencer.sequence()).isZero();
        assertThatTheLogIsSound();
    }

    @Test
    void manySequencersAndManyIntakesMakeNeitherGapsNorDoubles() throws Exception {
        var before = tables.latest().size();
        var retried = new ObjectNode[] {DecisionJson.of(TENANT), DecisionJson.of(TENANT), DecisionJson.of(TENANT)};
        var sent = new CountDownLatch(4);
        var done = new ArrayList<Future<?>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var tenant : new UUID[] {TENANT, OTHER_TENANT, TENANT, OTHER_TENANT}) {
                done.add(threads.submit((Callable<Void>) () -> {
                    for (var i = 0; i < 10; i++) {
                        send(tenant, 3);
                        ledger.append(TENANT, retried);
                    }
                    sent.countDown();
                    return null;
                }));
            }
            for (var i = 0; i < 3; i++) {
                done.add(threads.submit((Callable<Void>) () -> {
                    while (sent.getCount() > 0) {
                        sequencer.sequence();
                    }
                    return null;
                }));
            }
            finish(done);
        }
        log.sequenceAll();

        assertThat(tables.latest().size() - before).isEqualTo(4 * 10 * 3 + retried.length);
        assertThatTheLogIsSound();
    }

    @Test
    void aLeafNeverChangesItsPlace() throws SQLException {
        send(TENANT, 1);
        sequencer.sequence();

        assertThatThrownBy(() -> workers.call(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("update decision set tenant_seq = tenant_seq + 100");
                    }
                }))
                .hasStackTraceContaining("never changes its place");
        assertThatThrownBy(() -> workers.call(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("delete from decision");
                    }
                }))
                .hasStackTraceContaining("permission denied");
    }

    private void assertThatTheLogIsSound() throws SQLException {
        var leaves = tables.leaves();
        assertThat(leaves)
                .extracting(LogTables.StoredLeaf::leafIndex)
                .containsExactlyElementsOf(
                        LongStream.range(0, leaves.size()).boxed().toList());
        tables.sequences()
                .forEach((tenant, numbers) -> assertThat(numbers)
                        .as(tenant.toString())
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, numbers.size())
                                .boxed()
                                .toList()));
        assertThat(tables.latest().size()).isEqualTo(leaves.size());
        assertThat(tables.latest().root()).isEqualTo(tables.recomputed().root());
    }

    private void send(UUID tenant, int records) {
        var sent = new ObjectNode[records];
        for (var i = 0; i < records; i++) {
            sent[i] = DecisionJson.of(tenant);
        }
        assertThat(ledger.append(tenant, sent).json().path("accepted").asInt()).isEqualTo(records);
    }

    private static void finish(Iterable<Future<?>> futures) throws InterruptedException, ExecutionException {
        for (var future : futures) {
            future.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
