package io.candor.modelruntime.openinference.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data of each datatype in JSON, flat and nested, right and wrong. */
class JsonTensorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | [3]   | [true, false, true]                             | 010001
            UINT8  | [2]   | [0, 255]                                        | 00ff
            UINT16 | [2]   | [1, 65535]                                      | 0100ffff
            UINT32 | [2]   | [1, 4294967295]                                 | 01000000ffffffff
            UINT64 | [2]   | [1, 18446744073709551615]                       | 0100000000000000ffffffffffffffff
            INT8   | [2]   | [-128, 127]                                     | 807f
            INT16  | [2]   | [-32768, 32767]                                 | 0080ff7f
            INT32  | [2]   | [-2147483648, 2147483647]                       | 00000080ffffff7f
            INT64  | [2]   | [-9223372036854775808, 9223372036854775807]     | 0000000000000080ffffffffffffff7f
            FP32   | [3]   | [1.5, -2, 1e2]                                  | 0000c03f000000c00000c842
            FP32   | [3]   | ["NaN", "Infinity", "-Infinity"]                | 0000c07f0000807f000080ff
            FP64   | [2]   | [1.5, 3]                                        | 000000000000f83f0000000000000840
            FP64   | [1]   | ["-Infinity"]                                   | 000000000000f0ff
            BYTES  | [2]   | ["a", "\\u00e9"]                                | 010000006102000000c3a9
            BYTES  | [1]   | [""]                                            | 00000000
            INT8   | [2,3] | [1, 2, 3, 4, 5, 6]                              | 010203040506
            INT8   | [2,3] | [[1, 2, 3], [4, 5, 6]]                          | 010203040506
            INT8   | [1,2,1] | [[[1], [2]]]                                  | 0102
            INT8   | []    | [7]                                             | 07
            INT8   | [0]   | []                                              | ''
            INT8   | [2,0] | [[], []]                                        | ''
            INT8   | [2,0,3] | [[], []]                                      | ''
            INT8   | [0,3] | []                                              | ''
            """)
    void dataBecomeLittleEndianRowMajorBytes(String datatype, String shape, String data, String expected)
            throws IOException {
        var tensor = read(datatype, shape, data);

        assertThat(hex(tensor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | [2]   | [true, 1]                 | x[1]: 1 came, true or false is expected for BOOL
            UINT8  | [2]   | [1, 256]                  | x[1]: 256 came, 0 to 255 is expected for UINT8
            UINT8  | [1]   | [-1]                      | x[0]: -1 came, 0 to 255 is expected for UINT8
            UINT16 | [1]   | [65536]                   | x[0]: 65536 came, 0 to 65535 is expected for UINT16
            UINT32 | [1]   | [4294967296]              | x[0]: 4294967296 came, 0 to 4294967295 is expected for UINT32
            UINT64 | [1]   | [18446744073709551616]    | x[0]: 18446744073709551616 came, 0 to 18446744073709551615 is expected for UINT64
            UINT64 | [1]   | [-1]                      | x[0]: -1 came, 0 to 18446744073709551615 is expected for UINT64
            INT8   | [1]   | [128]                     | x[0]: 128 came, -128 to 127 is expected for INT8
            INT16  | [1]   | [-32769]                  | x[0]: -32769 came, -32768 to 32767 is expected for INT16
            INT32  | [1]   | [2147483648]              | x[0]: 2147483648 came, -2147483648 to 2147483647 is expected for INT32
            INT64  | [1]   | [9223372036854775808]     | x[0]: 9223372036854775808 came, -9223372036854775808 to 9223372036854775807 is expected for INT64
            INT32  | [1]   | [1.0]                     | x[0]: 1.0 came, an integer is expected for INT32
            INT32  | [1]   | ["1"]                     | x[0]: a string came, an integer is expected for INT32
            FP32   | [1]   | [1e39]                    | x[0]: 1e39 came, at most 3.4028235e38 is expected for FP32
            FP64   | [1]   | [-1e309]                  | x[0]: -1e309 came, at most 1.7976931348623157e308 is expected for FP64
            FP32   | [1]   | ["1.5"]                   | x[0]: a string came, a number is expected for FP32
            FP32   | [1]   | [true]                    | x[0]: true came, a number is expected for FP32
            FP32   | [2]   | [1, null]                 | x[1]: null came, a number is expected for FP32
            FP16   | [1]   | [1]                       | x: FP16 has no form in JSON; send it as binary data, with binary_data_size
            BF16   | [1]   | [1]                       | x: BF16 has no form in JSON; send it as binary data, with binary_data_size
            BYTES  | [1]   | [7]                       | x[0]: 7 came, a string is expected for BYTES
            BYTES  | [1]   | [{}]                      | x[0]: an object came, a string is expected for BYTES
            BYTES  | [1]   | ["\\ud800"]               | x[0]: half of a surrogate pair came
            INT8   | [2,3] | [1, 2, 3, 4, 5]           | x: 5 values came, 6 are expected for the shape [2, 3]
            INT8   | [2,3] | [[1, 2], [3, 4], [5, 6]]  | x: data nested as [3, 2] came, flat or nested as [2, 3] is expected
            INT8   | [2,3] | [[1, 2, 3], [4, 5]]       | x[1]: 2 values came, 3 are expected as before
            INT8   | [4]   | [[1, 2], [3, 4]]          | x: data nested as [2, 2] came, flat or nested as [4] is expected
            INT8   | [1,2,2] | [[1, 2], [3, 4]]        | x: data nested as [2, 2] came, flat or nested as [1, 2, 2] is expected
            INT8   | [2,2] | [[1, 2], 3]               | x[1]: 3 came among arrays
            INT8   | [3]   | [1, [2, 3]]               | x[1]: an array came among values
            INT8   | [1]   | [[], 3]                   | x[1]: 3 came among arrays
            INT8   | [1]   | 7                         | x: 7 came as data, an array is expected
            INT8   | [1]   | {"0": 7}                  | x: an object came as data, an array is expected
            FP33   | [1]   | [1]                       | x: datatype FP33 came, one of [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES, BF16] is expected
            INT8   | [65536,65536] | [1]               | x: shape [65536, 65536] is too large
            """)
    void whatIsWrongIsNamed(String datatype, String shape, String data, String expected) {
        var refused = catchThrowableOfType(InvalidInputException.class, () -> read(datatype, shape, data));

        assertThat(refused.detail()).isEqualTo(expected);
    }

    @Test
    void dataMayStandBeforeNameAndDatatype() throws IOException {
        var body = "{\"inputs\":[{\"data\":[[1,2],[3,4]],\"shape\":[2,2],\"datatype\":\"INT16\",\"name\":\"x\"}]}";

        assertThat(hex(read(body))).isEqualTo("0100020003000400");
    }

    @Test
    void dataGrowFarBeyondTheFirstBuffer() throws IOException {
        var values = new StringBuilder("1");
        for (var i = 1; i < 10_000; i++) {
            values.append(',').append(i);
        }

        var tensor = read("INT64", "[10000]", "[" + values + "]");

        assertThat(tensor.longs()).hasSize(10_000).endsWith(9_998, 9_999);
    }

    private static Tensor read(String datatype, String shape, String data) throws IOException {
        return read("{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}]}"
                .formatted(datatype, shape, data));
    }

    private static Tensor read(String body) throws IOException {
        return RestRequest.read("m", null, body.getBytes(StandardCharsets.UTF_8), null)
                .inference()
                .inputs()
                .getFirst();
    }

    private static String hex(Tensor tensor) {
        var bytes = new byte[tensor.data().remaining()];
        tensor.data().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
