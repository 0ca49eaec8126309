package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.bare.BareGraph;
import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Endpoint;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the server adds to a run that does nothing, for one client that asks again and again. */
public record IdentityRow(Profile profile) {
    private static final double P50_MICROS = 150;
    private static final double P99_MICROS = 500;

    /** The same tensors through {@code session.run} in this process. */
    public Latencies bare(Path graph) {
        try (var identity = new BareGraph(graph, 1)) {
            return identity.latencies(
                    Inputs.ones(1, Inputs.WIDTH), profile.time().dividedBy(3));
        }
    }

    /** Each quantile less the median of the bare run; gRPC counts. */
    public Row measure(String model, Latencies bare, Endpoint endpoint, Caller caller) throws InterruptedException {
        var figures = Figures.object();
        figures.set("session_run", Figures.of(bare));
        var p50 = Double.NaN;
        var p99 = Double.NaN;
        var failed = 0;
        for (var protocol : Protocol.values()) {
            var result = load(model, endpoint, protocol, caller);
            figures.set(Figures.name(protocol), Figures.of(result));
            if (protocol == Protocol.GRPC) {
                p50 = result.p50() - bare.micros(0.50);
                failed = result.failed();
                p99 = result.p99() - bare.micros(0.50);
            }
        }
        Figures.put(figures, "over_run_p50_us", p50);
        Figures.put(figures, "over_run_p99_us", p99);
        return Row.of(
                Aim.IDENTITY,
                String.format(Locale.ROOT, "%.0f us p50, %.0f us p99", p50, p99),
                failed == 0 && p50 <= P50_MICROS && p99 <= P99_MICROS,
                figures);
    }

    private LoadResult load(String model, Endpoint endpoint, Protocol protocol, Caller caller)
            throws InterruptedException {
        try (var target = endpoint.connect(protocol)) {
            var client = target.client(model, Inputs.ones(1, Inputs.WIDTH), caller);
            return new ClosedLoop(List.of(client)).run(profile.warmUp().multipliedBy(2), profile.time());
        }
    }
}
