package io.candor.modelruntime.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestEncodingTest {
    private static final List<Tensor> INPUTS = List.of(
            Tensor.ofLongs("ids", List.of(1L, 2L), new long[] {7, -1}),
            Tensor.ofFloats("x", List.of(1L, 1L), new float[] {0.5f}));

    @Test
    void jsonCarriesNumbers() throws IOException {
        var request = RestEncoding.JSON.request("m", INPUTS);

        assertThat(request.path()).isEqualTo("/v2/models/m/infer");
        assertThat(new ObjectMapper().readTree(request.body())).isEqualTo(new ObjectMapper().readTree("""
                                {"inputs":[{"name":"ids","datatype":"INT64","shape":[1,2],"data":[7,-1]},
                                           {"name":"x","datatype":"FP32","shape":[1,1],"data":[0.5]}]}"""));
    }

    @Test
    void binaryTensorsFollowTheJsonInTheirOrder() throws IOException {
        var request = RestEncoding.BINARY.request("m", INPUTS);

        var length = Integer.parseInt(request.headers().get(RestConnection.JSON_LENGTH));
        var json = new ObjectMapper().readTree(request.body(), 0, length);
        assertThat(json.at("/inputs/0/parameters/binary_data_size").asInt()).isEqualTo(16);
        assertThat(json.at("/inputs/1/parameters/binary_data_size").asInt()).isEqualTo(4);
        assertThat(json.at("/parameters/binary_data_output").asBoolean()).isTrue();
        var data = ByteBuffer.wrap(request.body(), length, 20).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(data.getLong(), data.getLong())).containsExactly(7L, -1L);
        assertThat(data.getFloat()).isEqualTo(0.5f);
    }

    @Test
    void anAnswerIsReadFromNumbers() {
        var body = text("{\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[1.5,2]}]}");

        var output = RestEncoding.JSON.firstOutput(new RestAnswer(200, -1, body));

        assertThat(output.shape()).containsExactly(1L, 2L);
        assertThat(output.floats()).containsExactly(1.5f, 2f);
    }

    @Test
    void anAnswerIsReadFromTheBytesBehindTheJson() {
        var json = text("{\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1],"
                + "\"parameters\":{\"binary_data_size\":4}}]}");
        var body = Arrays.copyOf(json, json.length + 4);
        ByteBuffer.wrap(body, json.length, 4).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f);

        var output = RestEncoding.BINARY.firstOutput(new RestAnswer(200, json.length, body));

        assertThat(output.floats()).containsExactly(2.5f);
    }

    @Test
    void aProblemIsNoAnswer() {
        var answer = new RestAnswer(404, -1, text("{\"detail\":\"no such model\"}"));

        assertThatIllegalStateException()
                .isThrownBy(() -> RestEncoding.JSON.firstOutput(answer))
                .withMessageContaining("404")
                .withMessageContaining("no such model");
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
