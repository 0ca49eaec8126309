package io.candor.modelruntime.bench.row;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.bare.BareStudy;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import java.util.Locale;

/** Measured values as JSON, rounded to what they are worth; what is not a number becomes null. */
public final class Figures {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Figures() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Rate, latencies and what went wrong. */
    static ObjectNode of(LoadResult result) {
        var figures = object();
        put(figures, "per_second", result.perSecond());
        put(figures, "p50_us", result.p50());
        put(figures, "p99_us", result.p99());
        return figures.put("served", result.served())
                .put("rejected", result.rejected())
                .put("failed", result.failed());
    }

    /** Latencies alone. */
    static ObjectNode of(Latencies latencies) {
        var figures = object();
        put(figures, "p50_us", latencies.micros(0.50));
        put(figures, "p99_us", latencies.micros(0.99));
        return figures.put("runs", latencies.count());
    }

    /** A way to run the bare graph. */
    public static ObjectNode of(BareStudy.Point point) {
        var figures = object().put("batch", point.batch())
                .put("callers", point.callers())
                .put("threads", point.threads());
        put(figures, "rows_per_second", point.rowsPerSecond());
        return figures;
    }

    /** A protocol's name in the figures. */
    public static String name(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    /** Adds a number with three decimals at most. */
    public static void put(ObjectNode figures, String name, double value) {
        if (Double.isFinite(value)) {
            figures.put(name, Math.round(value * 1000) / 1000.0);
        } else {
            figures.putNull(name);
        }
    }
}
