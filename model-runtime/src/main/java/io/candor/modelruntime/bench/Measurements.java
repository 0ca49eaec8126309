package io.candor.modelruntime.bench;

import io.candor.modelruntime.bench.bare.BareGraph;
import io.candor.modelruntime.bench.bare.BareStudy;
import io.candor.modelruntime.bench.bare.BareStudy.Point;
import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import io.candor.modelruntime.bench.row.Aim;
import io.candor.modelruntime.bench.row.IdentityRow;
import io.candor.modelruntime.bench.row.MemoryRow;
import io.candor.modelruntime.bench.row.NeighbourRow;
import io.candor.modelruntime.bench.row.PeerRow;
import io.candor.modelruntime.bench.row.Profile;
import io.candor.modelruntime.bench.row.Row;
import io.candor.modelruntime.bench.row.SharesRow;
import io.candor.modelruntime.bench.row.SwapRow;
import io.candor.modelruntime.bench.row.ThroughputRow;
import io.candor.modelruntime.bench.row.ThroughputRow.Saturated;
import io.candor.modelruntime.bench.server.RuntimeControl;
import io.candor.modelruntime.bench.server.ServerProcess;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Connections;
import io.candor.modelruntime.bench.wire.Endpoint;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import io.candor.modelruntime.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes the rows one after the other; a row that cannot be taken says why and stops none of the others. */
final class Measurements {
    private static final String PLAN = "business";
    private static final int LEAST_CLIENTS = 16;
    private static final int SWAP_CLIENTS = 4;
    private static final float TOLERANCE = 1e-3f;

    private final Plan plan;
    private final BenchModels models;
    private final Point best;
    private final Layout layout;
    private final List<Tensor> row;
    private final int tokens;
    private final Profile profile;
    private final Caller.Source tenants;
    private final int clients;
    private final Map<Protocol, Saturated> ours = new EnumMap<>(Protocol.class);
    private final List<Row> rows = new ArrayList<>();

    /** Measures servers in {@code layout}, with clients enough for two batches in each instance. */
    Measurements(Plan plan, BenchModels models, Point best, Layout layout, int tokens) {
        this.plan = plan;
        this.models = models;
        this.best = best;
        this.layout = layout;
        this.tokens = tokens;
        this.row = Inputs.sentences(1, tokens);
        this.profile = plan.durations();
        this.tenants = Caller.source(plan.tokenKey());
        this.clients = Math.max(LEAST_CLIENTS, 2 * layout.batch() * layout.instances());
    }

    List<Row> all() throws InterruptedException {
        var identity = new IdentityRow(profile);
        var bareIdentity = identity.bare(models.identityFile());
        var runtime = plan.runtime();
        var endpoint = new Endpoint(runtime.rest(), runtime.grpc());
        try (var server = new RuntimeServer(runtime, plan.folder(), models.root()).start();
                var control = new RuntimeControl(runtime.rest(), tenants.platform())) {
            models.writeMore();
            take(
                    Aim.IDENTITY,
                    () -> identity.measure(BenchModels.IDENTITY, bareIdentity, endpoint, tenants.tenant(PLAN)));
            take(Aim.THROUGHPUT, () -> throughput(endpoint, server));
            take(Aim.PEER, this::peer);
            take(Aim.NEIGHBOUR, () -> neighbour(endpoint));
            take(Aim.SHARES, () -> shares(endpoint));
            take(Aim.SWAP, () -> swap(endpoint, control));
            take(
                    Aim.MEMORY,
                    () -> new MemoryRow(profile).measure(server, control, BenchModels.LOADED, BenchModels.BROKEN));
        }
        return rows;
    }

    private interface Measurement {
        Row take() throws InterruptedException;
    }

    private void take(Aim aim, Measurement measurement) throws InterruptedException {
        if (!plan.wants(aim)) {
            return;
        }
        Row taken;
        try {
            taken = measurement.take();
        } catch (RuntimeException e) {
            taken = Row.missing(aim, String.valueOf(e.getMessage()));
        }
        rows.add(taken);
        RuntimeBench.say("%s: %s", taken.measure(), taken.measured());
    }

    private Row throughput(Endpoint endpoint, ServerProcess server) throws InterruptedException {
        var measure = new ThroughputRow(profile, clients);
        var before = again();
        for (var protocol : Protocol.values()) {
            ours.put(protocol, saturate(measure, endpoint, protocol, BenchModels.MINILM, server));
        }
        return measure.row(before, again(), ours);
    }

    private Row peer() throws InterruptedException {
        var peer = plan.peer();
        if (peer == null) {
            return Row.missing(Aim.PEER, "no peer: " + plan.peerMissing());
        }
        var server = new PeerServer(peer, plan.folder().resolve("peer"), plan.minilm(), layout.threads());
        var endpoint = new Endpoint(peer.rest(), peer.grpc());
        var contest = new PeerContest(
                server,
                PeerSettings.candidates(layout),
                (protocol, process) -> saturate(
                        new ThroughputRow(profile.trial(), clients), endpoint, protocol, PeerServer.MODEL, process),
                (protocol, process) ->
                        saturate(new ThroughputRow(profile, clients), endpoint, protocol, PeerServer.MODEL, process));
        var outcome = contest.run();
        peer.packages().forEach(outcome.figures().putArray("packages")::add);
        return new PeerRow().row(ours, outcome.best(), outcome.figures());
    }

    private Row neighbour(Endpoint endpoint) throws InterruptedException {
        try (var connections = new Connections(endpoint, Protocol.GRPC)) {
            return new NeighbourRow(profile).measure(connections, BenchModels.MINILM, row, tenants, capacity());
        }
    }

    private Row shares(Endpoint endpoint) throws InterruptedException {
        try (var connections = new Connections(endpoint, Protocol.GRPC)) {
            return new SharesRow(profile, clients)
                    .measure(connections, BenchModels.MINILM, row, tenants, RuntimeServer.PLANS);
        }
    }

    private Row swap(Endpoint endpoint, RuntimeControl control) throws InterruptedException {
        try (var target = endpoint.overGrpc()) {
            return new SwapRow(profile, SWAP_CLIENTS, models.swappedWidth())
                    .measure(target, BenchModels.SWAPPED, models, control, tenant());
        }
    }

    /** Checks one answer against a bare run, then loads the server until it is saturated. */
    private Saturated saturate(
            ThroughputRow measure, Endpoint endpoint, Protocol protocol, String model, ServerProcess server)
            throws InterruptedException {
        try (var target = endpoint.connect(protocol)) {
            requireSame(target.ask(model, row, tenant()).floats());
            return measure.saturate(target, model, row, tenant(), server);
        }
    }

    private void requireSame(float[] answered) {
        try (var graph = new BareGraph(plan.minilm(), 1)) {
            var expected = graph.run(row).floats();
            for (var i = 0; i < Math.max(expected.length, answered.length); i++) {
                if (expected.length != answered.length || Math.abs(expected[i] - answered[i]) > TOLERANCE) {
                    throw new IllegalStateException("The server's answer is not that of the bare run, at " + i);
                }
            }
        }
    }

    private Point again() throws InterruptedException {
        return BareStudy.again(
                plan.minilm(),
                count -> Inputs.sentences(count, tokens),
                best,
                profile.time().dividedBy(2));
    }

    private double capacity() {
        var grpc = ours.get(Protocol.GRPC);
        return grpc == null ? best.rowsPerSecond() : grpc.result().perSecond();
    }

    private Caller tenant() {
        return tenants.tenant(PLAN);
    }
}
