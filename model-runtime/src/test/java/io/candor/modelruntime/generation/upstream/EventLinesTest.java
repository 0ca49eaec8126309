package io.candor.modelruntime.generation.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final String STREAM = ": comment\r\nevent: message\r\ndata: {\"a\": \"é😀\"}\r\n\r\n"
            + "data:one\ndata: two\n\ndata: three\r\rid: 7\n\ndata: last";

    @Property
    void thePiecesThatBytesComeInMakeNoDifference(@ForAll @IntRange(min = 1, max = 60) int size) throws IOException {
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        var lines = new EventLines();
        var events = new ArrayList<String>();

        for (var from = 0; from < bytes.length; from += size) {
            events.addAll(lines.add(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from))));
        }
        events.addAll(lines.end());

        assertThat(events).containsExactly("{\"a\": \"é😀\"}", "one\ntwo", "three", "last");
    }

    @Test
    void anEndlessEventIsRefused() {
        var lines = new EventLines();
        var block = new byte[1 << 16];

        assertThatThrownBy(() -> {
                    for (var i = 0; i < 17; i++) {
                        lines.add(ByteBuffer.wrap(block));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 1 MiB");
    }
}
