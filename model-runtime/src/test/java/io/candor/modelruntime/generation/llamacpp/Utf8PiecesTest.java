package io.candor.modelruntime.generation.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {
    @Property
    void noPieceSplitsACharacter(@ForAll String any, @ForAll @IntRange(min = 1, max = 5) int size) {
        var bytes = any.getBytes(StandardCharsets.UTF_8);
        var pieces = new Utf8Pieces();
        var text = new StringBuilder();

        for (var from = 0; from < bytes.length; from += size) {
            var piece = pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
            assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isTrue();
            text.append(piece);
        }

        assertThat(text.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoCharacterBecomeTheMarkForIt() {
        var pieces = new Utf8Pieces();

        assertThat(pieces.add(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2})).isEqualTo("a\ufffdb");
        assertThat(pieces.add(new byte[] {'c'})).isEqualTo("\ufffdc");
    }
}
