package io.candor.platform.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(strings = {"values", "sorting", "weird", "structures", "arrays", "french", "unicode"})
    void publishedDocumentsBecomeTheirPublishedForm(String name) throws IOException {
        var canonical = CanonicalJson.bytes(JSON.readTree(vector(name + ".input.json")));

        assertThat(canonical).isEqualTo(vector(name + ".output.json"));
        assertThat(CanonicalJson.bytes(JSON.readTree(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/rfc8785/numbers.csv")
    void publishedNumbersBecomeTheirPublishedText(String bits, String text) throws IOException {
        var number = DoubleNode.valueOf(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)));

        if (text == null) {
            assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(number));
        } else {
            assertThat(CanonicalJson.text(number)).isEqualTo(text);
            assertThat(CanonicalJson.text(JSON.readTree(text))).isEqualTo(text);
        }
    }

    @Test
    void anIntegerThatADoubleCannotCarryIsRefusedByItsPointer() {
        var document = NODES.objectNode();
        document.putObject("a/b").putArray("c~d").add(1).add((1L << 53) + 1);

        refused(document, "/a~1b/c~0d/1 is an integer that a double cannot carry");
        refused(LongNode.valueOf(Long.MAX_VALUE), "the value is an integer that a double cannot carry");
        assertThat(CanonicalJson.text(LongNode.valueOf(1L << 53))).isEqualTo("9007199254740992");
    }

    @Test
    void anInfiniteNumberIsRefusedByItsPointer() throws IOException {
        refused(JSON.readTree("{\"x\":[1e400]}"), "/x/0 is not a finite number");
        refused(NODES.objectNode().put("y", Double.NaN), "/y is not a finite number");
    }

    @Test
    void aLoneSurrogateIsRefusedInAStringAndInAName() {
        refused(NODES.objectNode().put("s", "a\ud83db"), "/s holds a lone surrogate");
        refused(NODES.arrayNode().add("\ude00\ud83d"), "/0 holds a lone surrogate");
        refused(NODES.objectNode().put("n\udc00", 1), "/n? holds a lone surrogate");
        assertThat(CanonicalJson.text(TextNode.valueOf("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");
    }

    @Test
    void aFloatMeansTheDecimalThatItsTextShows() {
        assertThat(CanonicalJson.text(FloatNode.valueOf(0.1f))).isEqualTo("0.1");
    }

    @Test
    void whatIsNoJsonValueIsRefused() {
        refused(NODES.arrayNode().add(BinaryNode.valueOf(new byte[] {1})), "/0 is not a JSON value");
    }

    private static void refused(JsonNode value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.text(value))
                .withMessage(message);
    }

    private static byte[] vector(String name) throws IOException {
        try (var in = CanonicalJsonTest.class.getResourceAsStream("/vectors/rfc8785/" + name)) {
            return in.readAllBytes();
        }
    }
}
