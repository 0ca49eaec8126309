package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.serving.ModelIdentity;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestAnswerTest {
    private static final OutputForm JSON = new OutputForm(false, Map.of());

    @Test
    void anAnswerIsWrittenWithAllItsMembers() {
        var answer = new InferenceAnswer(
                new ModelIdentity("m", "3", "ab"),
                Map.of("device", "cpu", "rows", 2L, "share", 0.5, "cached", false),
                List.of(Tensor.ofTexts("y", List.of(1L), List.of("a\"é"))),
                0);

        var written = RestAnswer.of("42", answer, JSON);

        assertThat(new String(written.json(), StandardCharsets.UTF_8)).isEqualTo("""
                {"model_name":"m","model_version":"3","id":"42",\
                "parameters":{"cached":false,"device":"cpu","rows":2,"sha256":"ab","share":0.5},\
                "outputs":[{"name":"y","shape":[1],"datatype":"BYTES","data":["a\\"é"]}]}""");
        assertThat(written.binary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | 0100                             | [true,false]
            UINT8  | 00ff                             | [0,255]
            UINT16 | 0100ffff                         | [1,65535]
            UINT32 | 01000000ffffffff                 | [1,4294967295]
            UINT64 | 0100000000000000ffffffffffffffff | [1,18446744073709551615]
            INT8   | 807f                             | [-128,127]
            INT16  | 0080ff7f                         | [-32768,32767]
            INT32  | 00000080ffffff7f                 | [-2147483648,2147483647]
            INT64  | 0000000000000080ffffffffffffff7f | [-9223372036854775808,9223372036854775807]
            FP32   | cdcccc3d000000c0                 | [0.1,-2.0]
            FP32   | 0000c07f000080ff                 | ["NaN","-Infinity"]
            FP64   | 9a9999999999b93f000000000000f07f | [0.1,"Infinity"]
            BYTES  | 000000000100000061               | ["","a"]
            """)
    void eachDatatypeHasItsForm(String datatype, String data, String expected) {
        var tensor = new Tensor(
                "y",
                Datatype.valueOf(datatype),
                List.of(2L),
                ByteBuffer.wrap(HexFormat.of().parseHex(data)));

        var json = new String(RestAnswer.of(null, answer(tensor), JSON).json(), StandardCharsets.UTF_8);

        assertThat(json)
                .endsWith("\"datatype\":\"" + datatype + "\",\"data\":" + expected + "}]}")
                .doesNotContain("\"id\"");
    }

    @Test
    void whatIsAskedForAsBinaryDataFollowsTheJson() {
        var half = new Tensor("half", Datatype.FP16, List.of(1L), ByteBuffer.wrap(new byte[] {1, 2}));
        var text = Tensor.ofTexts("text", List.of(1L), List.of("a"));
        var number = Tensor.ofLongs("number", List.of(), new long[] {7});
        var form = new OutputForm(true, Map.of("number", false));

        var written = RestAnswer.of(null, answer(half, text, number), form);

        assertThat(new String(written.json(), StandardCharsets.UTF_8)).endsWith("""
                "outputs":[{"name":"half","shape":[1],"datatype":"FP16","parameters":{"binary_data_size":2}},\
                {"name":"text","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":5}},\
                {"name":"number","shape":[],"datatype":"INT64","data":[7]}]}""");
        assertThat(written.binary()).containsExactly(half.data(), text.data());
    }

    @Test
    void whatHasNoFormInJsonIsRefusedWithTheWayOut() {
        var half = new Tensor("half", Datatype.BF16, List.of(1L), ByteBuffer.wrap(new byte[2]));
        var bytes = Tensor.ofStrings("bytes", List.of(1L), List.of(new byte[] {(byte) 0xFF}));

        assertThatThrownBy(() -> RestAnswer.of(null, answer(half), JSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "outputs: half is BF16, which JSON has no form for; ask for it with the parameter binary_data");
        assertThatThrownBy(() -> RestAnswer.of(null, answer(bytes), JSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("outputs: bytes: value 0 is not UTF-8; ask for it with the parameter binary_data");
    }

    private static InferenceAnswer answer(Tensor... outputs) {
        return new InferenceAnswer(new ModelIdentity("m", "1", "ab"), Map.of(), List.of(outputs), 0);
    }
}
