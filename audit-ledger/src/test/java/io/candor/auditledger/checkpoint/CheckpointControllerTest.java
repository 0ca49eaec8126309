package io.candor.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.candor.auditledger.LedgerClient;
import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.TreeHash;
import io.candor.auditledger.merkle.VerifierKey;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class CheckpointControllerTest {
    @Inject
    LedgerClient ledger;

    @Inject
    CheckpointService checkpoints;

    @Inject
    CheckpointTable table;

    @Inject
    WorkerTransactions workers;

    @BeforeEach
    void openTheLog() {
        open(checkpoints);
    }

    @Test
    void anybodyMayReadTheHeadAndTheKeyOfAnEmptyLog() {
        var head = ledger.read("/v1/ledger/checkpoint");
        var key = VerifierKey.parse(ledger.read("/v1/ledger/key").text().strip());

        var note = SignedNote.parse(head.text());

        assertThatCode(() -> note.verify(key)).doesNotThrowAnyException();
        assertThat(Checkpoint.parse(note.text())).isEqualTo(new Checkpoint("candor.local/ledger", 0, TreeHash.empty()));
        assertThat(head.response().getContentType())
                .hasValueSatisfying(type -> assertThat(type.getName()).isEqualTo("text/plain"));
    }

    @Test
    void openingAnOpenLogChangesNothing() {
        var head = ledger.read("/v1/ledger/checkpoint").text();

        open(checkpoints);

        assertThat(ledger.read("/v1/ledger/checkpoint").text()).isEqualTo(head);
    }

    @Test
    void aLogIsNotGoneOnWithByAnotherKey() {
        var other = new CheckpointService(table, SignerKey.generate("candor.local/ledger"), Clock.systemUTC());

        assertThatIllegalStateException()
                .isThrownBy(() -> open(other))
                .withMessageContaining("did not sign the last checkpoint of this log")
                .withMessageContaining("Restore the key file");
    }

    private void open(CheckpointService service) {
        workers.call(connection -> {
            service.open(connection);
            return true;
        });
    }
}
