package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CosignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_679_315_147);
    private static final SignerKey LOG = SignerKey.generate("example.com/behind-the-sofa");
    private static final SignerKey WITNESS = SignerKey.generateWitness("witness.example.com/w1");
    private static final SignedNote NOTE =
            SignedNote.sign(new Checkpoint("example.com/behind-the-sofa", 20852163, TreeHash.empty()).text(), LOG);

    @Test
    void theSignedMessageIsThatOfTheSpecification() {
        var text = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """;

        assertThat(Cosignature.message(1679315147, text.getBytes(StandardCharsets.UTF_8)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("cosignature/v1\ntime 1679315147\n" + text);
    }

    @Test
    void thePublishedCosignatureHasTheTimeOfItsMessage() {
        var line = "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
                + "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";

        assertThat(NoteSignature.parse(line).time()).isEqualTo(NOW);
    }

    @Test
    void aCosignedCheckpointVerifiesWithBothKeys() {
        var cosigned = NOTE.with(NOTE.cosign(WITNESS, NOW), List.of(WITNESS.verifierKey()));

        var read = SignedNote.parse(cosigned.toString());

        assertThatCode(() -> read.verify(LOG.verifierKey())).doesNotThrowAnyException();
        assertThatCode(() -> read.verify(WITNESS.verifierKey())).doesNotThrowAnyException();
        assertThat(read.cosignedAt(WITNESS.verifierKey())).contains(NOW);
        assertThat(read.cosignedAt(LOG.verifierKey())).isEmpty();
        assertThat(read.cosignedAt(
                        SignerKey.generateWitness("witness.example.com/w1").verifierKey()))
                .isEmpty();
    }

    @Test
    void keysOfWitnessesAreReadBack() {
        var key = VerifierKey.parse(WITNESS.verifierKey().toString());

        assertThat(key).isEqualTo(WITNESS.verifierKey());
        assertThat(key.isWitness()).isTrue();
        assertThat(SignerKey.parse(WITNESS.secretText()).verifierKey()).isEqualTo(key);
        assertThat(VerifierKey.parse(LOG.verifierKey().toString()).isWitness()).isFalse();
    }

    @Test
    void signaturesOfStrangersAreLeftOut() {
        var stranger = SignerKey.generateWitness("witness.example.com/w2");

        var lines = NOTE.cosign(stranger, NOW) + NOTE.cosign(WITNESS, NOW);

        assertThat(NOTE.with(lines, List.of(WITNESS.verifierKey())).signatureCount())
                .isEqualTo(2);
    }

    @Test
    void aCosignatureOfAnotherCheckpointOrTimeIsRefused() {
        var other = SignedNote.sign(new Checkpoint("example.com/behind-the-sofa", 1, TreeHash.empty()).text(), LOG);
        var line = NOTE.cosign(WITNESS, NOW);
        var bytes = java.util.Base64.getDecoder().decode(line.strip().split(" ")[2]);
        bytes[11] ^= 1;
        var later =
                "\u2014 witness.example.com/w1 " + java.util.Base64.getEncoder().encodeToString(bytes) + "\n";

        for (var wrong : List.of(other.cosign(WITNESS, NOW), later)) {
            assertThatExceptionOfType(InvalidNoteException.class)
                    .isThrownBy(() -> NOTE.with(wrong, List.of(WITNESS.verifierKey())))
                    .withMessageContaining("does not verify");
        }
    }
}
