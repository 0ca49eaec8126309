package io.candor.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a load measured: a rate per second, and latencies in milliseconds. */
record Measured(int clients, int answered, int failed, double perSecond, double p50, double p99) {

    static Measured of(int clients, List<Long> nanoseconds, int failed, double seconds) {
        var sorted = nanoseconds.stream().sorted().toList();
        return new Measured(
                clients,
                sorted.size(),
                failed,
                sorted.size() / seconds,
                percentile(sorted, 50),
                percentile(sorted, 99));
    }

    ObjectNode json() {
        return new ObjectMapper()
                .createObjectNode()
                .put("clients", clients)
                .put("decisions_per_second", rounded(perSecond))
                .put("p50_ms", rounded(p50))
                .put("p99_ms", rounded(p99))
                .put("answered", answered)
                .put("failed", failed);
    }

    /** Nearest rank; 0 when nothing was measured. */
    private static double percentile(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        var rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1)) / 1e6;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
