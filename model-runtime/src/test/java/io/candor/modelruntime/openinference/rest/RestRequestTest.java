package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.candor.platform.web.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestRequestTest {
    private static final String INPUT = "{\"name\":\"x\",\"datatype\":\"UINT8\",\"shape\":[2],\"data\":[1,2]}";

    @Test
    void allMembersAreRead() throws IOException {
        var request = read("""
                {"id":"42","parameters":{"priority":1,"timeout":2.5,"language":"en","flag":true,"binary_data_output":true},
                 "inputs":[%s],
                 "outputs":[{"name":"b"},{"name":"a","parameters":{"binary_data":false}}]}""".formatted(INPUT));

        assertThat(request.id()).isEqualTo("42");
        assertThat(request.inference().id()).isEqualTo("42");
        assertThat(request.inference().parameters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("priority", 1L, "timeout", 2.5, "language", "en", "flag", true));
        assertThat(request.inference().outputs()).containsExactly("b", "a");
        assertThat(request.form().isBinary("b")).isTrue();
        assertThat(request.form().isBinary("a")).isFalse();
        assertThat(request.form().isBinary("c")).isTrue();
    }

    @Test
    void whatIsOptionalMayBeAbsentOrNull() throws IOException {
        for (var body : new String[] {
            "{\"inputs\":[" + INPUT + "]}",
            "{\"id\":null,\"parameters\":null,\"outputs\":null,\"inputs\":[" + INPUT + "]}"
        }) {
            var request = read(body);

            assertThat(request.id()).isNull();
            assertThat(request.inference().id()).isEmpty();
            assertThat(request.inference().parameters()).isEmpty();
            assertThat(request.inference().outputs()).isEmpty();
            assertThat(request.form().isBinary("y")).isFalse();
        }
    }

    @Test
    void membersThatAreNotKnownArePassedOver() throws IOException {
        var body = "{\"model_name\":\"m\",\"more\":{\"inputs\":[1,{}]},\"inputs\":["
                + INPUT.replace("\"name\"", "\"strides\":[[1]],\"name\"") + "]}";

        assertThat(read(body).inference().inputs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                       | inputs is required
            {"inputs":null}                          | inputs is required
            []                                       | body must be an object
            {"inputs":{}}                            | inputs must be an array
            {"inputs":[7]}                           | inputs[0] must be an object
            {"inputs":[{}]}                          | inputs[0].name is required
            {"inputs":[{"name":7}]}                  | inputs[0].name must be a string
            {"inputs":[{"name":"x"}]}                | inputs[0].datatype is required
            {"inputs":[{"name":"x","datatype":"UINT8","data":[1]}]} | inputs[0].shape is required
            {"inputs":[{"name":"x","datatype":"UINT8","shape":[1]}]} | x: neither data nor binary_data_size came
            {"inputs":[{"name":"x","datatype":"UINT8","shape":[1],"data":[1],"parameters":{"binary_data_size":1}}]} | x: data and binary_data_size came, one is expected
            {"inputs":[{"shape":7}]}                 | inputs[0].shape must be an array
            {"inputs":[{"shape":[1.5]}]}             | inputs[0].shape[0] must be an integer of at least 0
            {"inputs":[{"shape":[1,-1]}]}            | inputs[0].shape[1] must be an integer of at least 0
            {"inputs":[{"shape":[9223372036854775808]}]} | inputs[0].shape[0] must be an integer of at least 0
            {"inputs":[],"id":7}                     | id must be a string
            {"inputs":[],"id":"\\ud800"}             | id must not hold half of a surrogate pair
            {"inputs":[],"parameters":[]}            | parameters must be an object
            {"inputs":[],"parameters":{"a":[]}}      | parameters.a must be a string, a number or a boolean
            {"inputs":[],"parameters":{"a":9223372036854775808}} | parameters.a must fit into 64 bits with a sign
            {"inputs":[],"parameters":{"a":1e999}}   | parameters.a must fit into a double
            {"inputs":[],"parameters":{"binary_data_output":1}} | parameters.binary_data_output must be a boolean
            {"inputs":[],"outputs":[{}]}             | outputs[0].name is required
            {"inputs":[],"outputs":[{"name":"y","parameters":{"binary_data":"yes"}}]} | outputs[0].parameters.binary_data must be a boolean
            {"inputs":[],"outputs":[{"name":"y","parameters":{"classification":3}}]} | outputs: parameter classification came for y, which this server does not support
            """)
    void whatIsWrongIsNamed(String body, String expected) {
        var refused = catchThrowableOfType(ProblemException.class, () -> read(body));

        assertThat(refused.status().getCode()).isEqualTo(400);
        assertThat(refused.detail()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"id\":\"a\" \"b\":1,\"inputs\":[]}",
                "{\"inputs\":[]}{}",
                "{\"inputs\":[],\"inputs\":[]}",
                "{\"inputs\":[NaN]}"
            })
    void whatIsNotJsonIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void anEmptyBodyAndBrokenUtf8AreRefused() {
        assertThatThrownBy(() -> read("")).isInstanceOf(ProblemException.class).hasMessage("body is required");
        assertThatThrownBy(() -> RestRequest.read("m", null, new byte[] {'{', (byte) 0xC0, (byte) 0x80}, null))
                .isInstanceOf(ProblemException.class)
                .hasMessage("body is not UTF-8 at byte 1");
    }

    @Test
    void binaryDataAreSlicesOfTheBodyInTheOrderOfTheInputs() throws IOException {
        var json = """
                {"inputs":[{"name":"a","datatype":"UINT8","shape":[2],"parameters":{"binary_data_size":2}},
                 {"name":"b","datatype":"UINT8","shape":[1],"data":[9]},
                 {"name":"c","datatype":"FP16","shape":[1,1],"parameters":{"binary_data_size":2}}]}""";
        var body = body(json, new byte[] {1, 2, 3, 4});

        var inputs = RestRequest.read("m", "1", body, String.valueOf(json.length()))
                .inference()
                .inputs();
        body[json.length()] = 7;

        assertThat(inputs.get(0).data().get(0)).isEqualTo((byte) 7);
        assertThat(inputs.get(0).data().get(1)).isEqualTo((byte) 2);
        assertThat(inputs.get(1).data().get(0)).isEqualTo((byte) 9);
        assertThat(inputs.get(2).data().get(1)).isEqualTo((byte) 4);
        assertThat(inputs.get(2).data().remaining()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2    | 4 | ''   | x: 2 bytes came, 4 are expected for FP32[1]
            4    | 4 | ''   | ''
            4    | 3 | ''   | x: binary_data_size 4 came, 3 bytes are left in the body after the Inference-Header-Content-Length
            4    | 5 | ''   | body has 1 bytes more than its JSON and each binary_data_size say
            -1   | 4 | ''   | x: binary_data_size -1 came, a number of bytes is expected
            "4"  | 4 | ''   | x: binary_data_size 4 came, a number of bytes is expected
            4.0  | 4 | ''   | x: binary_data_size 4.0 came, a number of bytes is expected
            4    | 4 | x    | Inference-Header-Content-Length must be a number of bytes
            4    | 4 | -1   | Inference-Header-Content-Length must be 0 to 95, the length of the body
            4    | 4 | 96   | Inference-Header-Content-Length must be 0 to 95, the length of the body
            """)
    void sizesThatDoNotAddUpAreNamed(String size, int sent, String header, String expected) throws IOException {
        var json =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"parameters\":{\"binary_data_size\":"
                        + size + "}}]}";
        var length = header.isEmpty() ? String.valueOf(json.length()) : header;

        if (expected.isEmpty()) {
            assertThat(RestRequest.read("m", null, body(json, new byte[sent]), length)
                            .inference()
                            .inputs())
                    .hasSize(1);
        } else {
            assertThatThrownBy(() -> RestRequest.read("m", null, body(json, new byte[sent]), length))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage(expected);
        }
    }

    @Test
    void withoutTheHeaderNothingMayFollowTheJson() {
        var json = "{\"inputs\":[" + INPUT + "]}";

        assertThatThrownBy(() -> RestRequest.read("m", null, body(json, new byte[] {1}), null))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static RestRequest read(String body) throws IOException {
        return read(body, null);
    }

    private static RestRequest read(String body, @Nullable String length) throws IOException {
        return RestRequest.read("m", null, body.getBytes(StandardCharsets.UTF_8), length);
    }

    private static byte[] body(String json, byte[] binary) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(json.getBytes(StandardCharsets.UTF_8));
        body.write(binary);
        return body.toByteArray();
    }
}
