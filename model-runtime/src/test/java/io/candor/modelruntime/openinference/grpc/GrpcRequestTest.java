package io.candor.modelruntime.openinference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.inference.v2.InferParameter;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.grpc.Deadline;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | bool_contents: [true, false]                    | 0100
            UINT8  | uint_contents: [0, 255]                         | 00ff
            UINT16 | uint_contents: [1, 65535]                       | 0100ffff
            UINT32 | uint_contents: [1, 4294967295]                  | 01000000ffffffff
            UINT64 | uint64_contents: [1, 18446744073709551615]      | 0100000000000000ffffffffffffffff
            INT8   | int_contents: [-128, 127]                       | 807f
            INT16  | int_contents: [-32768, 32767]                   | 0080ff7f
            INT32  | int_contents: [-2147483648, 2147483647]         | 00000080ffffff7f
            INT64  | int64_contents: [1, -1]                         | 0100000000000000ffffffffffffffff
            FP32   | fp32_contents: [1.5, nan]                       | 0000c03f0000c07f
            FP64   | fp64_contents: [1.5, -inf]                      | 000000000000f83f000000000000f0ff
            BYTES  | bytes_contents: ["", "\\303"]                   | 0000000001000000c3
            """)
    void typedContentsBecomeLittleEndianBytes(String datatype, String contents, String expected) throws Exception {
        var request =
                read("inputs { name: 'x' datatype: '%s' shape: [2] contents { %s } }".formatted(datatype, contents));

        assertThat(hex(request.inputs().getFirst())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
    void rawContentsAreTakenAsTheyAre(Datatype datatype) {
        var raw = new byte[2 * datatype.size()];
        raw[0] = 1;
        var wire = ModelInferRequest.newBuilder().addRawInputContents(ByteString.copyFrom(raw));
        wire.addInputsBuilder().setName("x").setDatatype(datatype.name()).addShape(2);

        var tensor = GrpcRequest.read(wire.build(), null).inputs().getFirst();

        assertThat(tensor.data()).isEqualTo(ByteBuffer.wrap(raw));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            datatype: 'UINT8' shape: [1] contents { uint_contents: 256 }        | x[0]: 256 came, 0 to 255 is expected for UINT8
            datatype: 'UINT16' shape: [1] contents { uint_contents: 65536 }     | x[0]: 65536 came, 0 to 65535 is expected for UINT16
            datatype: 'INT8' shape: [2] contents { int_contents: [1, -129] }    | x[1]: -129 came, -128 to 127 is expected for INT8
            datatype: 'INT16' shape: [1] contents { int_contents: 32768 }       | x[0]: 32768 came, -32768 to 32767 is expected for INT16
            datatype: 'FP32' shape: [2] contents { fp32_contents: 1 }           | x: 1 values came in fp32_contents, 2 are expected for the shape [2]
            datatype: 'FP32' shape: [1] contents { fp64_contents: 1 }           | x: 0 values came in fp32_contents, 1 are expected for the shape [1]
            datatype: 'BYTES' shape: [2] contents { bytes_contents: 'a' }       | x: 1 values came in bytes_contents, 2 are expected for the shape [2]
            datatype: 'FP16' shape: [1] contents { fp32_contents: 1 }           | x: FP16 has no typed contents; send it in raw_input_contents
            datatype: 'BF16' shape: [1]                                         | x: BF16 has no typed contents; send it in raw_input_contents
            datatype: 'FP33' shape: [1]                                         | x: datatype FP33 came, one of [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES, BF16] is expected
            datatype: 'FP32' shape: [-1]                                        | x: shape [-1] has a negative dimension
            """)
    void whatIsWrongWithAnInputIsNamed(String input, String expected) {
        assertThatThrownBy(() -> read("inputs { name: 'x' " + input + " }"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            inputs { name: 'x' datatype: 'INT8' shape: [2] } raw_input_contents: 'a' | x: 1 bytes came, 2 are expected for INT8[2]
            inputs { name: 'x' datatype: 'INT8' shape: [1] } raw_input_contents: ['a', 'b'] | raw_input_contents: 2 came for 1 inputs
            inputs { name: 'x' datatype: 'INT8' shape: [1] contents {} } raw_input_contents: 'a' | x: contents and raw_input_contents came, one of them is expected
            inputs { name: 'x' datatype: 'BYTES' shape: [1] } raw_input_contents: 'abc' | x: the data end inside value 0
            outputs { name: 'y' parameters { key: 'classification' value { int64_param: 3 } } } | outputs: parameter classification came for y, which this server does not support
            parameters { key: 'p' value {} } | parameters.p: it has no value
            parameters { key: 'p' value { uint64_param: 9223372036854775808 } } | parameters.p: 9223372036854775808 came, at most 2^63 - 1 is expected
            """)
    void whatIsWrongWithARequestIsNamed(String wire, String expected) {
        var refused = catchThrowableOfType(InvalidInputException.class, () -> read(wire));

        assertThat(refused.detail()).isEqualTo(expected);
    }

    @Test
    void allFieldsAreRead() throws Exception {
        var request = read("""
                model_name: 'm' model_version: '2' id: '42'
                parameters { key: 'b' value { bool_param: true } }
                parameters { key: 'i' value { int64_param: -1 } }
                parameters { key: 's' value { string_param: 'en' } }
                parameters { key: 'd' value { double_param: 0.5 } }
                parameters { key: 'u' value { uint64_param: 7 } }
                outputs { name: 'b' } outputs { name: 'a' parameters { key: 'binary_data' value { bool_param: true } } }
                """);

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.version()).isEqualTo("2");
        assertThat(request.id()).isEqualTo("42");
        assertThat(request.parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("b", true, "i", -1L, "s", "en", "d", 0.5, "u", 7L));
        assertThat(request.outputs()).containsExactly("b", "a");
        assertThat(read("model_name: 'm'").version()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -       | -  | -
            5000000 | -  | 5000000
            -       | 60 | deadline
            5000000 | 60 | 5000000
            0       | 60 | deadline
            90000000 | 60 | deadline
            5000000 | -1 | 1
            """)
    void theSoonerOfTimeoutAndDeadlineHolds(@Nullable Long timeout, @Nullable Long seconds, @Nullable String expected) {
        var wire = ModelInferRequest.newBuilder();
        if (timeout != null) {
            wire.putParameters(
                    "timeout",
                    InferParameter.newBuilder().setInt64Param(timeout).build());
        }
        var deadline = seconds == null ? null : Deadline.after(seconds, TimeUnit.SECONDS);

        var held = GrpcRequest.read(wire.build(), deadline).parameters().get("timeout");

        if ("deadline".equals(expected)) {
            assertThat((Long) held).isBetween(1L, 60_000_000L);
        } else {
            assertThat(held).isEqualTo(expected == null ? null : Long.valueOf(expected));
        }
    }

    @Test
    void theMarshallerKeepsTensorsInTheMemoryOfTheMessage() {
        var wire = ModelInferRequest.newBuilder().addRawInputContents(ByteString.copyFromUtf8("abcdefgh"));

        var parsed = new InferRequestMarshaller()
                .parse(new ByteArrayInputStream(wire.build().toByteArray()));

        assertThat(parsed).isEqualTo(wire.build());
        assertThat(parsed.getRawInputContents(0).asReadOnlyByteBuffer().capacity())
                .isEqualTo(parsed.getSerializedSize());
    }

    @Test
    void aBrokenMessageIsTold() {
        assertThatThrownBy(() -> new InferRequestMarshaller().parse(new ByteArrayInputStream(new byte[] {10, 9})))
                .hasMessage("INTERNAL: Invalid protobuf byte sequence");
    }

    private static InferenceRequest read(String text) throws TextFormat.ParseException {
        var wire = ModelInferRequest.newBuilder();
        TextFormat.merge(text, wire);
        return GrpcRequest.read(wire.build(), null);
    }

    private static String hex(Tensor tensor) {
        var bytes = new byte[tensor.data().remaining()];
        tensor.data().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
