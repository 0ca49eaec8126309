package io.candor.launcher.bench.metering;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A request body of usage events that is written once; only its ids are written anew for each request, so that the load
 * costs little beside what it loads.
 */
final class EventBatch {
    static final List<String> METERS = List.of(
            "assistant.analysis", "runtime.chat.tokens-in", "runtime.chat.tokens-out", "runtime.embeddings.tokens-in");
    private static final int KEYS = 5;
    private static final int MODELS = 3;
    private static final String ID = "00000000-0000-0000-0000-000000000000";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final List<Integer> ids;
    private final SplittableRandom random;
    private final int events;

    /** A body of {@code events} events of five keys, three models and four meters, that were used at {@code usedAt}. */
    EventBatch(int events, Instant usedAt, long seed) {
        this.events = events;
        this.random = new SplittableRandom(seed);
        this.ids = new ArrayList<>();
        var bytes = new ByteArrayOutputStream();
        append(bytes, "{\"events\":[");
        for (var i = 0; i < events; i++) {
            append(bytes, (i == 0 ? "" : ",") + "{\"id\":\"");
            appendId(bytes);
            append(bytes, "\",\"meter\":\"" + METERS.get(i % METERS.size()) + "\",\"quantity\":" + (1 + i % 97));
            append(bytes, ",\"occurred_at\":\"" + usedAt + "\",\"decision_id\":\"");
            appendId(bytes);
            append(bytes, "\",\"app\":\"assistant\",\"capability\":\"text-analysis\",\"model\":\"model-" + i % MODELS);
            append(bytes, "\",\"subject\":\"key:" + new UUID(0, i % KEYS) + "\",\"call_id\":\"");
            appendId(bytes);
            append(bytes, "\",\"test\":false}");
        }
        append(bytes, "]}");
        this.body = bytes.toByteArray();
    }

    int events() {
        return events;
    }

    /** The body with new ids; valid until the next call. */
    byte[] next() {
        for (var position : ids) {
            writeId(position, random.nextLong(), random.nextLong());
        }
        return body;
    }

    private void appendId(ByteArrayOutputStream bytes) {
        ids.add(bytes.size());
        append(bytes, ID);
    }

    private static void append(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void writeId(int position, long high, long low) {
        var at = position;
        for (var i = 0; i < ID.length(); i++) {
            if (ID.charAt(i) != '-') {
                var digit = at - position;
                var bits = digit < 16 ? high >>> (4 * digit) : low >>> (4 * (digit - 16));
                body[position + i] = HEX[(int) (bits & 0xF)];
                at++;
            }
        }
    }
}
