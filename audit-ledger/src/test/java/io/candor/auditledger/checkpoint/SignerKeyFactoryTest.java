package io.candor.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerKeyFactoryTest {
    @TempDir
    Path folder;

    private final SignerKeyFactory factory = new SignerKeyFactory();

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerReadsAndTheNextStartUsesIt() throws IOException {
        var file = folder.resolve("state/ledger.key");

        var made = factory.signerKey(new CheckpointConfig(file, "example.com/log"));
        var read = factory.signerKey(new CheckpointConfig(file, "example.com/log"));

        assertThat(read.verifierKey()).isEqualTo(made.verifierKey());
        assertThat(made.verifierKey().name()).isEqualTo("example.com/log");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aKeyOfAnotherOriginIsRefused() {
        var file = folder.resolve("ledger.key");
        factory.signerKey(new CheckpointConfig(file, "one"));

        assertThatIllegalStateException()
                .isThrownBy(() -> factory.signerKey(new CheckpointConfig(file, "two")))
                .withMessageEndingWith("is for the origin one, not for two");
    }

    @Test
    void aFileThatIsNoKeyIsRefusedWithoutShowingIt() throws IOException {
        var file = Files.writeString(folder.resolve("ledger.key"), "PRIVATE+KEY+one+00000000+c2VjcmV0");

        assertThatIllegalStateException()
                .isThrownBy(() -> factory.signerKey(new CheckpointConfig(file, "one")))
                .withMessageEndingWith("signer key is not an Ed25519 key")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2VjcmV0"));
    }
}
