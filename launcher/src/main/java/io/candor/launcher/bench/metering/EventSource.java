package io.candor.launcher.bench.metering;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Numbered events whose content follows from their number: a repetition says the same again. */
record EventSource(UUID run, Instant usedAt) {
    private static final int SUBJECTS = 5;
    private static final int MODELS = 3;

    static String meter(int number) {
        return EventBatch.METERS.get(number % EventBatch.METERS.size());
    }

    static long quantity(int number) {
        return 1 + number % 13;
    }

    String json(int number) {
        return "{\"id\":\"" + id("event", number) + "\",\"meter\":\"" + meter(number) + "\",\"quantity\":"
                + quantity(number) + ",\"occurred_at\":\"" + usedAt.minusSeconds(number % 7_200)
                + "\",\"app\":\"assistant\",\"capability\":\"text-analysis\",\"model\":\"model-" + number % MODELS
                + "\",\"subject\":\"key:" + new UUID(0, number % SUBJECTS) + "\"}";
    }

    private UUID id(String what, int number) {
        return UUID.nameUUIDFromBytes((run + what + number).getBytes(StandardCharsets.UTF_8));
    }
}
