package io.candor.auditledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptVerifierTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SignerKey SIGNER = SignerKey.generate(ReceiptMaker.ORIGIN);
    private static final SignerKey OTHER = SignerKey.generate(ReceiptMaker.ORIGIN);
    private static final ReceiptMaker LOG = new ReceiptMaker(SIGNER, 21);
    private static final byte[] RECEIPT = LOG.receipt(12);
    private static final ReceiptVerifier PINNED = ReceiptVerifier.pinnedTo(SIGNER.verifierKey());

    /** Every message begins with the name of the check that failed, and goes on with what was found. */
    private static final String PRECISE =
            "(?s)(JSON|encoding|canonical form|receipt|leaf[a-z_.]*|inclusion_proof(\\[\\d+])?|leaf_index|tree_size"
                    + "|checkpoint|key|signature|tree size|origin|inclusion proof): .{8,}";

    @Test
    void everyReceiptOfALogVerifies() {
        for (var i = 0; i < 21; i++) {
            assertThat(PINNED.verify(LOG.receipt(i)).failures()).isEmpty();
            assertThat(ReceiptVerifier.trustingTheReceipt()
                            .verify(LOG.receipt(i))
                            .isVerified())
                    .isTrue();
        }
        assertThat(PINNED.verify(new ReceiptMaker(SIGNER, 1).receipt(0)).isVerified())
                .isTrue();
        assertThat(PINNED.verify(RECEIPT).statement())
                .matches(
                        "decision [0-9a-f-]{36} by model text-analysis-zh 1 is leaf 12 of 21 in log candor.local/ledger");
        assertThat(PINNED.verify(LOG.receipt(ReceiptMaker.BY_THE_PLATFORM)).statement())
                .matches("decision [0-9a-f-]{36} by the platform's assistant is leaf 3 of 21 in log .*");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64, 128, 255})
    void everyByteChangedMakesAReceiptFailAndSaysWhere(int mask) {
        var changed = RECEIPT.clone();
        for (var i = 0; i < changed.length; i++) {
            changed[i] ^= (byte) mask;

            var verification = ReceiptVerifier.trustingTheReceipt().verify(changed);

            assertThat(verification.failures())
                    .as("byte %d of %s", i, new String(changed, StandardCharsets.UTF_8))
                    .isNotEmpty()
                    .allMatch(failure -> failure.matches(PRECISE));
            changed[i] ^= (byte) mask;
        }
    }

    @Test
    void everyByteRemovedOrDoubledMakesAReceiptFail() {
        var text = new String(RECEIPT, StandardCharsets.UTF_8);
        for (var i = 0; i < text.length(); i++) {
            var removed = text.substring(0, i) + text.substring(i + 1);
            var doubled = text.substring(0, i) + text.charAt(i) + text.substring(i);

            assertThat(PINNED.verify(utf8(removed)).isVerified()).as(removed).isFalse();
            assertThat(PINNED.verify(utf8(doubled)).isVerified()).as(doubled).isFalse();
        }
    }

    @Test
    void aReceiptMayBeIndentedAndItsFieldsMayStandInAnotherOrder() throws IOException {
        var indented = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(JSON.readTree(RECEIPT))
                .replace("1.5E-7", "1.5e-7");
        var reordered = (ObjectNode) JSON.readTree(indented);
        reordered.set("checkpoint", reordered.remove("checkpoint"));

        assertThat(PINNED.verify(utf8(indented)).failures()).isEmpty();
        assertThat(PINNED.verify(utf8(reordered.toString().replace("1.5E-7", "1.5e-7")))
                        .failures())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangedReceiptSaysPreciselyWhatFails(Consumer<ObjectNode> change, String message) throws IOException {
        var receipt = (ObjectNode) JSON.readTree(RECEIPT);
        change.accept(receipt);

        var failures = PINNED.verify(utf8(receipt.toString().replace("1.5E-7", "1.5e-7")))
                .failures();

        assertThat(failures).anySatisfy(failure -> assertThat(failure).matches("(?s)" + message));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(receipt -> record(receipt).withObject("summary").put("score", 0.9732), wrongRoot(12)),
                change(receipt -> record(receipt).put("latency_ms", 15), wrongRoot(12)),
                change(receipt -> record(receipt).withObject("model").put("version", "2"), wrongRoot(12)),
                change(receipt -> leaf(receipt).put("tenant_seq", 14), wrongRoot(12)),
                change(receipt -> receipt.put("leaf_index", 13), wrongRoot(13)),
                change(receipt -> path(receipt).set(2, TreeHash.empty().base64()), wrongRoot(12)),
                change(receipt -> path(receipt).remove(0), "inclusion proof: has 4 hashes, but leaf 12 .* needs 5.*"),
                change(receipt -> path(receipt).set(0, "AAAA"), "inclusion_proof\\[0]: a hash has 32 bytes, not 3"),
                change(
                        receipt -> receipt.put("leaf_index", 21),
                        "inclusion proof: leaf 21 is not in a tree of size 21.*"),
                change(receipt -> receipt.put("tree_size", 22), "tree size: the receipt says 22, checkpoint says 21"),
                change(receipt -> note(receipt, "\n21\n", "\n22\n"), "signature: does not verify with key candor.*"),
                change(receipt -> note(receipt, "ledger\n21", "ledger2\n21"), "origin: checkpoint is of log .*"),
                change(receipt -> note(receipt, "\n\n", "\n"), "checkpoint: has no blank line.*"),
                change(receipt -> note(receipt, "\n21\n", "\n021\n"), "checkpoint: size is not a decimal.*: 021"),
                change(
                        receipt -> receipt.put("key", OTHER.verifierKey().toString()),
                        "key: the receipt names .*, but the pinned key is .*"),
                change(receipt -> receipt.put("key", "x"), "key: a verifier key reads name\\+hash\\+base64"),
                change(receipt -> receipt.put("extra", 1), "receipt: unknown field \"extra\""),
                change(receipt -> receipt.remove("key"), "receipt: missing field \"key\""),
                change(receipt -> record(receipt).put("mood", 1), "leaf.record: unknown field \"mood\""),
                change(receipt -> record(receipt).remove("actor"), "leaf.record: missing field \"actor\""),
                change(receipt -> record(receipt).put("model", "m"), "leaf.record.model: must be an object"),
                change(receipt -> receipt.put("leaf", 1), "leaf: must be an object"),
                change(receipt -> receipt.put("tree_size", 0), "tree_size: must be a whole number of at least 1"),
                change(receipt -> receipt.put("leaf_index", "12"), "leaf_index: must be a whole number of at least 0"),
                change(receipt -> receipt.put("inclusion_proof", 1), "inclusion_proof: must be an array of strings"));
    }

    @Test
    void aTextThatIsNotOneCanonicalJsonValueSaysWhy() {
        var text = new String(RECEIPT, StandardCharsets.UTF_8);
        fails(text.replace("\"key\":", "\"leaf\":1,\"key\":"), "JSON: Duplicate field 'leaf' at line 1, column \\d+");
        fails(text + "{}", "JSON: Trailing token.*");
        fails(text.substring(0, 200), "JSON: Unexpected end-of-input.*");
        fails(
                text.replace("1.5e-7", "0.00000015"),
                "canonical form: the receipt reads «.*» where RFC 8785 writes «.*»");
        fails(text.replace("assistant", "\\u0061ssistant"), "canonical form: the receipt reads .*");
        fails(text.replace("\"latency_ms\":14", "\"latency_ms\":1e400"), "canonical form: .*not a finite number");
        fails("", "receipt: the file is empty");
        fails("[]", "receipt: must be an object");
        assertThat(PINNED.verify(new byte[] {'{', (byte) 0xff}).failures())
                .singleElement()
                .asString()
                .startsWith("encoding: the file is not UTF-8 text");
    }

    @Test
    void aReceiptSignedByAnotherKeyThatItNamesItselfFailsOnlyWhenTheKeyIsPinned() {
        var forged = new ReceiptMaker(OTHER, 3).receipt(1);

        assertThat(ReceiptVerifier.trustingTheReceipt().verify(forged).isVerified())
                .isTrue();
        assertThat(PINNED.verify(forged).failures())
                .hasSize(2)
                .anyMatch(failure -> failure.startsWith("key: the receipt names "))
                .anyMatch(failure -> failure.startsWith("signature: none by key " + ReceiptMaker.ORIGIN));
    }

    private static void fails(String text, String message) {
        assertThat(PINNED.verify(utf8(text)).failures())
                .singleElement()
                .asString()
                .matches("(?s)" + message);
    }

    private static Arguments change(Consumer<ObjectNode> change, String message) {
        return Arguments.of(change, message);
    }

    private static String wrongRoot(int index) {
        return "inclusion proof: root computed from leaf " + index + " is \\S{44}, checkpoint says \\S{44}"
                + " \\(the leaf as it stands hashes to \\S{44}; its content, its place or the path is not what was signed\\)";
    }

    private static ObjectNode leaf(JsonNode receipt) {
        return (ObjectNode) receipt.path("leaf");
    }

    private static ObjectNode record(JsonNode receipt) {
        return (ObjectNode) receipt.path("leaf").path("record");
    }

    private static ArrayNode path(JsonNode receipt) {
        return (ArrayNode) receipt.path("inclusion_proof");
    }

    private static void note(ObjectNode receipt, String from, String to) {
        receipt.put("checkpoint", receipt.path("checkpoint").asText().replace(from, to));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
