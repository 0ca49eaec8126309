package io.candor.modelruntime.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.bare.BareStudy.Point;
import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.bench.server.ServerProcess;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import io.candor.modelruntime.bench.wire.Target;
import io.candor.modelruntime.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much of what bare runs get through is left when as many clients ask as the server can take, one row a request. */
public record ThroughputRow(Profile profile, int clients) {
    private static final double AIM = 0.95;

    /** Loads one target until it is saturated. */
    public Saturated saturate(Target target, String model, List<Tensor> row, Caller caller, ServerProcess server)
            throws InterruptedException {
        var senders = new ArrayList<Sender>();
        for (var client = 0; client < clients; client++) {
            senders.add(target.client(model, row, caller));
        }
        var loop = new ClosedLoop(senders);
        loop.run(Duration.ZERO, profile.firstWarmUp());
        var used = server.processorTime();
        var result = loop.run(Duration.ZERO, profile.time());
        return new Saturated(result, server.processorTime().minus(used));
    }

    /**
     * A saturated server.
     *
     * @param used processor time of the server's process
     */
    public record Saturated(LoadResult result, Duration used) {

        /** All figures of it. */
        ObjectNode figures() {
            var figures = Figures.of(result);
            Figures.put(figures, "server_cores", used.toNanos() / 1e9 / result.seconds());
            Figures.put(figures, "per_server_core_second", result.served() / (used.toNanos() / 1e9));
            return figures;
        }
    }

    /**
     * The row.
     *
     * @param before the best bare runs, measured before the server was loaded
     * @param after the same measured right after
     * @param protocols what was measured by protocol; gRPC counts
     */
    public Row row(Point before, Point after, Map<Protocol, Saturated> protocols) {
        var bare = (before.rowsPerSecond() + after.rowsPerSecond()) / 2;
        var figures = Figures.object().put("clients", clients);
        figures.set("bare_before", Figures.of(before));
        figures.set("bare_after", Figures.of(after));
        Figures.put(figures, "bare_per_second", bare);
        var ratios = new EnumMap<Protocol, Double>(Protocol.class);
        protocols.forEach((protocol, saturated) -> {
            var ratio = saturated.result().perSecond() / bare;
            ratios.put(protocol, ratio);
            var measured = saturated.figures();
            Figures.put(measured, "to_bare", ratio);
            figures.set(Figures.name(protocol), measured);
        });
        var failed = protocols.values().stream()
                .mapToInt(saturated -> saturated.result().failed())
                .sum();
        var grpc = ratios.getOrDefault(Protocol.GRPC, 0.0);
        return Row.of(
                Aim.THROUGHPUT,
                String.format(
                        Locale.ROOT,
                        "%.2f gRPC, %.2f REST binary, %.2f REST JSON",
                        grpc,
                        ratios.getOrDefault(Protocol.REST_BINARY, Double.NaN),
                        ratios.getOrDefault(Protocol.REST_JSON, Double.NaN)),
                grpc >= AIM && failed == 0,
                figures);
    }
}
