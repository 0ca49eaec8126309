package io.candor.auditledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Decision records as another service would send them. */
public final class DecisionJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-11-25T10:00:00.123Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private DecisionJson() {}

    /** A record of its own for a tenant, newer than those made before. */
    public static ObjectNode of(UUID tenant) {
        var record = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("tenant_id", tenant.toString())
                .put("app", "assistant")
                .put("capability", "text-analysis");
        record.putObject("model")
                .put("name", "text-analysis-zh")
                .put("version", "1")
                .put("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        record.put("input_digest", "hmac-sha256:" + "a1".repeat(32)).put("output_digest", "sha256:" + "b2".repeat(32));
        record.putObject("summary")
                .put("intent", "挂失卡 \"x\"")
                .put("score", 0.9731)
                .put("oos", 1.5e-7);
        return record.put("actor", "key:018f0000-0000-7000-8000-0000000000aa")
                .put("created_at", BEGIN.plusSeconds(NUMBER.incrementAndGet()).toString())
                .put("latency_ms", 14);
    }

    /** The body of an intake request with these records. */
    public static ObjectNode request(ObjectNode... records) {
        var request = JSON.createObjectNode();
        var array = request.putArray("records");
        for (var record : records) {
            array.add(record);
        }
        return request;
    }

    /** The id of a record. */
    public static UUID id(ObjectNode record) {
        return UUID.fromString(record.path("id").asText());
    }
}
