package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteVectorTest {
    private static final String SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

    @Test
    void thePublishedKeysBelongTogether() {
        var signer = SignerKey.parse(SIGNER);

        assertThat(signer.verifierKey()).hasToString(PETER).isEqualTo(VerifierKey.parse(PETER));
        assertThat(signer.secretText()).isEqualTo(SIGNER);
        assertThat(signer).hasToString("SignerKey[PeterNeumann+c74f20a3]");
    }

    @Test
    void thePublishedTextGetsThePublishedSignature() throws IOException {
        var published = vector("signed-note/peter.note");
        var text = published.substring(0, published.indexOf("\n\n") + 1);

        assertThat(SignedNote.sign(text, SignerKey.parse(SIGNER))).hasToString(published);
    }

    @ParameterizedTest
    @ValueSource(strings = {PETER, ENOCH})
    void aNoteByTwoKeysVerifiesWithEach(String key) throws IOException {
        var note = SignedNote.parse(vector("signed-note/peter-and-enoch.note"));

        assertThatCode(() -> note.verify(VerifierKey.parse(key))).doesNotThrowAnyException();
        assertThat(note.signatureCount()).isEqualTo(2);
    }

    @Test
    void aTextWithAnEmptyLineIsReadBackAsItStands() throws IOException {
        var published = vector("signed-note/quasimodo.note");

        var note = SignedNote.parse(published);

        assertThat(note).hasToString(published);
        assertThat(note.text()).endsWith("\n\ned \u00e8 subito sera.\n");
    }

    @Test
    void everyPartOfAKeyAndEveryKeyWithOneCharacterChangedIsRefused() {
        for (var key : new String[] {PETER, SIGNER}) {
            for (var begin = 0; begin < key.length(); begin++) {
                for (var end = begin + 1; end <= key.length(); end++) {
                    if (end - begin < key.length()) {
                        refused(key.substring(begin, end));
                    }
                }
                refused(key.substring(0, begin) + (char) (key.charAt(begin) + 1) + key.substring(begin + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void aKeyOfTheWrongLengthOrAlgorithmIsRefused(String key) {
        refused(key);
    }

    @Test
    void thePublishedCheckpointIsReadBackAsItStands() throws IOException {
        var published = vector("tlog-checkpoint/behind-the-sofa.note");

        var note = SignedNote.parse(published);
        var checkpoint = Checkpoint.parse(note.text());

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.root().base64()).isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note).hasToString(published);
    }

    private static void refused(String key) {
        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> VerifierKey.parse(key))
                .isNotNull();
        assertThatExceptionOfType(InvalidNoteException.class)
                .isThrownBy(() -> SignerKey.parse(key))
                .isNotNull();
    }

    private static String vector(String name) throws IOException {
        try (var in = NoteVectorTest.class.getResourceAsStream("/vectors/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
