package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SignedNoteTest {
    private static final SignerKey SIGNER = SignerKey.generate("example.com/log");
    private static final VerifierKey KEY = SIGNER.verifierKey();
    private static final Checkpoint CHECKPOINT = new Checkpoint("example.com/log", 7, TreeHash.empty());
    private static final String NOTE =
            SignedNote.sign(CHECKPOINT.text(), SIGNER).toString();

    @Example
    void aSignedCheckpointVerifiesAndIsReadBack() {
        var note = SignedNote.parse(NOTE);

        assertThatCode(() -> note.verify(KEY)).doesNotThrowAnyException();
        assertThat(Checkpoint.parse(note.text())).isEqualTo(CHECKPOINT);
    }

    @Example
    void everyGeneratedKeySignsWhatItsVerifierKeyVerifies() {
        for (var i = 0; i < 200; i++) {
            var signer = SignerKey.generate("a");
            var key = VerifierKey.parse(signer.verifierKey().toString());

            assertThat(SignerKey.parse(signer.secretText()).verifierKey()).isEqualTo(key);
            assertThatCode(() -> SignedNote.sign("x\n", signer).verify(key)).doesNotThrowAnyException();
        }
    }

    @Property(tries = 2000)
    void aNoteWithOneBitChangedIsRefused(@ForAll @IntRange(max = 100_000) int any, @ForAll @IntRange(max = 6) int bit) {
        var at = any % NOTE.length();
        var changed = NOTE.substring(0, at) + (char) (NOTE.charAt(at) ^ (1 << bit)) + NOTE.substring(at + 1);

        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> SignedNote.parse(changed).verify(KEY));
    }

    @Example
    void aNoteByAnotherKeySaysWhoSigned() {
        var other = SignerKey.generate("example.com/log").verifierKey();

        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> SignedNote.parse(NOTE).verify(other))
                .withMessage("none by key " + other.id() + " (signed by " + KEY.id() + ")");
    }

    @Example
    void aMalformedNoteSaysWhatIsMissing() {
        var signature = NOTE.substring(NOTE.indexOf('\u2014'));
        refused("text\n", "has no blank line between text and signatures");
        refused("text\n\n", "has no signature");
        refused("text\n\n" + signature.strip(), "does not end with a newline");
        refused("a\tb\n\n" + signature, "holds a control character at position 1");
        refused("a\ud800\n\n" + signature, "is not Unicode text");
        refused("text\n\n" + signature + "Unexpected line.\n", "a signature line reads \u2014 name base64");
        refused("text\n\n\u2014 name AAAA\n", "signature by name is too short");
        refused("text\n\n\u2014 name AAAAAAB=\n", "signature by name is not the canonical base64 of its 5 bytes");
        refused("text\n\n" + signature.repeat(101), "has more than 100 signatures");
    }

    @Example
    void aTextWithoutFinalNewlineIsNotSigned() {
        assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> SignedNote.sign("x", SIGNER));
    }

    @Example
    void aMalformedCheckpointNamesItsLine() {
        var root = TreeHash.empty().base64();
        for (var text : List.of("o\n1\n", "o\n1\n" + root, "")) {
            refusedCheckpoint(text, "has fewer than the three lines origin, size and root hash");
        }
        refusedCheckpoint("\n1\n" + root + "\n", "origin is one line and not empty");
        refusedCheckpoint("o\n01\n" + root + "\n", "size is not a decimal number without leading zeroes: 01");
        refusedCheckpoint("o\n-1\n" + root + "\n", "size is not a decimal number without leading zeroes: -1");
        refusedCheckpoint("o\n9999999999999999999\n" + root + "\n", "size is too large: 9999999999999999999");
        refusedCheckpoint("o\n1\nAAAA\n", "root hash a hash has 32 bytes, not 3");
        refusedCheckpoint("o\n1\n" + root + "\n\n", "extension is one line and not empty");
        assertThat(Checkpoint.parse("o\n0\n" + root + "\nextra\n").extensions()).containsExactly("extra");
    }

    private static void refused(String note, String message) {
        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> SignedNote.parse(note))
                .withMessage(message);
    }

    private static void refusedCheckpoint(String text, String message) {
        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> Checkpoint.parse(text))
                .withMessage(message);
    }
}
