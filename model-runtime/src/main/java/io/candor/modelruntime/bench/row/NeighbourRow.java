package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.Flow;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.load.OpenLoop;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Connections;
import io.candor.modelruntime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ten tenants of equal weight: nine at a moderate rate, then the tenth asks for a hundred times its share. */
public record NeighbourRow(Profile profile) {
    private static final String PLAN = "business";
    private static final int TENANTS = 10;
    private static final double OTHERS_LOAD = 0.5;
    private static final int TIMES = 100;
    private static final double AIM = 1.2;

    /**
     * Alone, beside the neighbour, and both once more: the figures are of both rounds together.
     *
     * @param capacity rows in a second that saturate the server
     */
    public Row measure(Connections connections, String model, List<Tensor> row, Caller.Source tenants, double capacity)
            throws InterruptedException {
        var others = new ArrayList<Flow>();
        for (var tenant = 1; tenant < TENANTS; tenant++) {
            var sender = connections.connect().client(model, row, tenants.tenant(PLAN));
            others.add(new Flow(sender, OTHERS_LOAD * capacity / (TENANTS - 1)));
        }
        var neighbour =
                new Flow(connections.connect().client(model, row, tenants.tenant(PLAN)), TIMES * capacity / TENANTS);
        var all = new ArrayList<>(others);
        all.add(neighbour);
        var alone = new ArrayList<LoadResult>();
        var beside = new ArrayList<LoadResult>();
        var loud = new ArrayList<LoadResult>();
        for (var round = 0; round < 2; round++) {
            alone.addAll(new OpenLoop(others).run(profile.warmUp(), profile.time()));
            var together = new OpenLoop(all).run(profile.firstWarmUp(), profile.time());
            beside.addAll(together.subList(0, others.size()));
            loud.add(together.getLast());
        }
        return row(rounds(alone), rounds(beside), rounds(loud), capacity);
    }

    private LoadResult rounds(List<LoadResult> parts) {
        var sum = ClosedLoop.together(parts);
        return new LoadResult(sum.latencies(), sum.rejected(), sum.failed(), 2 * sum.seconds());
    }

    private Row row(LoadResult alone, LoadResult beside, LoadResult loud, double capacity) {
        var ratio = beside.p99() / alone.p99();
        var figures = Figures.object().put("tenants", TENANTS);
        Figures.put(figures, "capacity_per_second", capacity);
        Figures.put(figures, "others_load", OTHERS_LOAD);
        Figures.put(figures, "neighbour_offers_per_second", TIMES * capacity / TENANTS);
        figures.set("others_alone", Figures.of(alone));
        figures.set("others_beside", Figures.of(beside));
        figures.set("neighbour", Figures.of(loud));
        Figures.put(figures, "p99_ratio", ratio);
        Figures.put(figures, "p50_ratio", beside.p50() / alone.p50());
        return Row.of(
                Aim.NEIGHBOUR,
                String.format(
                        Locale.ROOT,
                        "%.2f x (%.1f ms to %.1f ms), %d of the others refused",
                        ratio,
                        beside.p99() / 1e3,
                        alone.p99() / 1e3,
                        beside.rejected()),
                ratio <= AIM && beside.rejected() + beside.failed() == 0,
                figures);
    }
}
