package io.candor.modelruntime.generation.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The data of server-sent events (WHATWG HTML, section 9.2.6), from bytes in pieces of any size. */
final class EventLines {
    private static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> data = new ArrayList<>();
    private boolean afterReturn;

    /**
     * The data of the events that are complete with {@code bytes}.
     *
     * @throws IOException when an event is longer than 1 MiB
     */
    List<String> add(ByteBuffer bytes) throws IOException {
        var events = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            var next = bytes.get();
            if (next == '\n' && afterReturn) {
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterReturn = next == '\r';
                endLine(events);
            } else {
                afterReturn = false;
                line.write(next);
                if (line.size() > LONGEST) {
                    throw new IOException("an event of the upstream is longer than 1 MiB");
                }
            }
        }
        return events;
    }

    private void endLine(List<String> events) throws IOException {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            if (!data.isEmpty()) {
                events.add(String.join("\n", data));
                data.clear();
            }
        } else if (text.startsWith("data:")) {
            data.add(text.startsWith("data: ") ? text.substring(6) : text.substring(5));
            if (data.stream().mapToInt(String::length).sum() > LONGEST) {
                throw new IOException("an event of the upstream is longer than 1 MiB");
            }
        }
    }

    /** The data of a last event that no empty line ended; many servers leave it out. */
    List<String> end() throws IOException {
        var events = new ArrayList<String>();
        endLine(events);
        if (!data.isEmpty()) {
            events.add(String.join("\n", data));
            data.clear();
        }
        return events;
    }
}
