package io.candor.modelruntime.generation.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufHeaderTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheHeaderSaysIsRead() throws Exception {
        var header = GgufHeader.read(file(GgufFiles.valid()));

        assertThat(header.tensors()).isEqualTo(1);
        assertThat(header.contextLength()).contains(8192L);
        assertThat(header.text("general.name")).contains("Tiny: a \"test\"");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("no GGUF file", "just some text, longer than a header".getBytes()),
                Arguments.of("no GGUF file", new byte[0]),
                Arguments.of("version 1", GgufFiles.header(1, 1, 0).bytes(new byte[64])),
                Arguments.of(
                        "counts 18446744073709551615 tensors",
                        GgufFiles.header(3, -1, 0).bytes(new byte[64])),
                Arguments.of(
                        "counts 70000 values", GgufFiles.header(3, 1, 70_000).bytes(new byte[64])),
                Arguments.of(
                        "bytes of a text",
                        GgufFiles.header(3, 1, 1).big(1L << 40).bytes(new byte[64])),
                Arguments.of(
                        "unknown type 99",
                        GgufFiles.header(3, 1, 1).text("key").integer(99).bytes(new byte[64])),
                Arguments.of(
                        "entries of a list",
                        GgufFiles.header(3, 1, 1)
                                .text("key")
                                .integer(9)
                                .integer(4)
                                .big(1L << 50)
                                .bytes(new byte[64])),
                Arguments.of(
                        "describes no model",
                        GgufFiles.header(3, 1, 0).tensor("t", 0).bytes(new byte[64])),
                Arguments.of(
                        "describes no model",
                        GgufFiles.header(3, 0, 1)
                                .text("general.architecture", "llama")
                                .bytes(new byte[64])),
                Arguments.of(
                        "lies outside",
                        GgufFiles.header(3, 1, 1)
                                .text("general.architecture", "llama")
                                .tensor("t", 1 << 20)
                                .bytes(new byte[64])),
                Arguments.of(
                        "has 9 dimensions",
                        GgufFiles.header(3, 1, 1)
                                .text("general.architecture", "llama")
                                .text("t")
                                .integer(9)
                                .bytes(new byte[64])));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsWrongIsSaid(String reason, byte[] content) throws IOException {
        var file = file(content);

        assertThatThrownBy(() -> GgufHeader.read(file))
                .isInstanceOf(PullException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aHeaderThatIsCutAnywhereIsRefused() throws IOException {
        var whole = GgufFiles.valid();

        for (var length = 0; length < whole.length - 64; length++) {
            var file = file(Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> GgufHeader.read(file)))
                    .as("cut to %s bytes", length)
                    .isInstanceOf(PullException.class);
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file.gguf"), content);
    }
}
