package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.fixture.ProtocolModels;
import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.modelruntime.tensor.Datatype;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every datatype, through a model that gives it back: in JSON, flat and nested, and as binary data. */
@MicronautTest(transactional = false)
class RestDatatypesTest extends RuntimeTest {
    @Inject
    private EmbeddedServer server;

    private RestClient client;

    @Override
    protected TestRepository repository() {
        return ProtocolModels.repository();
    }

    @BeforeAll
    void connect() {
        client = RestClient.of(server, "models:infer", "models:read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | true, false                                | 0100
            UINT8  | 0, 255                                     | 00ff
            UINT16 | 0, 65535                                   | 0000ffff
            UINT32 | 0, 4294967295                              | 00000000ffffffff
            UINT64 | 0, 18446744073709551615                    | 0000000000000000ffffffffffffffff
            INT8   | -128, 127                                  | 807f
            INT16  | -32768, 32767                              | 0080ff7f
            INT32  | -2147483648, 2147483647                    | 00000080ffffff7f
            INT64  | -9223372036854775808, 9223372036854775807  | 0000000000000080ffffffffffffff7f
            FP32   | 0.1, -2.5                                  | cdcccc3d000020c0
            FP64   | 0.1, -2.5                                  | 9a9999999999b93f00000000000004c0
            BYTES  | "a", "\\u00e9"                             | 010000006102000000c3a9
            """)
    void whatIsSentInEitherFormComesBackInBoth(Datatype datatype, String values, String raw) throws Exception {
        var expected = new ObjectMapper().readTree("[" + values + "]");
        var bytes = HexFormat.of().parseHex(raw);
        var path = "/v2/models/" + ProtocolModels.identity(datatype) + "/infer";

        var flat = client.post(path, request(datatype, "\"data\":[" + values + "]", false));
        var nested = client.post(path, request(datatype, "\"data\":[[" + values + "]]", false));
        var toBinary = client.post(path, request(datatype, "\"data\":[" + values + "]", true));
        var size = "\"parameters\":{\"binary_data_size\":" + bytes.length + "}";
        var fromBinary = client.post(path, request(datatype, size, false), bytes);
        var throughout = client.post(path, request(datatype, size, true), bytes);

        for (var answer : java.util.List.of(flat, nested, fromBinary)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            var output = RestClient.json(answer).path("outputs").path(0);
            assertThat(output.path("name").asText()).isEqualTo("y");
            assertThat(output.path("datatype").asText()).isEqualTo(datatype.name());
            assertThat(output.path("shape").toString()).isEqualTo("[1,2]");
            assertThat(output.path("data").toString()).isEqualTo(expected.toString());
        }
        assertThat(RestClient.binary(toBinary)).isEqualTo(bytes);
        assertThat(RestClient.binary(throughout)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void halvesTravelAsBinaryDataAlone(Datatype datatype) throws Exception {
        var path = "/v2/models/" + ProtocolModels.identity(datatype) + "/infer";
        var bytes = new byte[] {1, 2, 3, 4};
        var size = "\"parameters\":{\"binary_data_size\":4}";

        var answer = client.post(path, request(datatype, size, true), bytes);
        var fromJson = client.post(path, request(datatype, "\"data\":[1,2]", true));
        var toJson = client.post(path, request(datatype, size, false), bytes);

        assertThat(RestClient.binary(answer)).isEqualTo(bytes);
        assertThat(fromJson.statusCode()).isEqualTo(400);
        assertThat(RestClient.json(fromJson).path("error").asText())
                .isEqualTo("x: " + datatype + " has no form in JSON; send it as binary data, with binary_data_size");
        assertThat(toJson.statusCode()).isEqualTo(400);
        assertThat(RestClient.json(toJson).path("error").asText())
                .isEqualTo("outputs: y is " + datatype
                        + ", which JSON has no form for; ask for it with the parameter binary_data");
    }

    @ParameterizedTest
    @EnumSource
    void metadataNamesTheDatatype(Datatype datatype) throws Exception {
        var metadata = RestClient.json(client.get("/v2/models/" + ProtocolModels.identity(datatype)));

        assertThat(metadata.path("inputs").toString())
                .isEqualTo("[{\"name\":\"x\",\"datatype\":\"" + datatype + "\",\"shape\":[-1,-1]}]");
        assertThat(metadata.path("outputs").path(0).path("datatype").asText()).isEqualTo(datatype.name());
    }

    private static String request(Datatype datatype, String data, boolean binary) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"" + datatype + "\"," + data
                + "}],\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":" + binary + "}}]}";
    }
}
