package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.row.Figures;
import io.candor.modelruntime.bench.row.ThroughputRow.Saturated;
import io.candor.modelruntime.bench.server.ServerProcess;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the peer show what it can: every setting is tried shortly, and the best for each protocol is measured. */
record PeerContest(PeerServer peer, List<PeerSettings> candidates, Trial trial, Trial measurement) {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.GRPC, Protocol.REST_JSON);

    /** Saturates a server that runs. */
    interface Trial {
        Saturated saturate(Protocol protocol, ServerProcess server) throws InterruptedException;
    }

    /**
     * What came of it.
     *
     * @param best the measurement of the best settings, by protocol
     * @param figures all settings that were tried, with the rates they reached
     */
    record Outcome(Map<Protocol, Saturated> best, ObjectNode figures) {}

    Outcome run() throws InterruptedException {
        var figures = Figures.object();
        var tried = figures.putArray("tried");
        var leaders = new EnumMap<Protocol, Leader>(Protocol.class);
        for (var settings : candidates) {
            try (var server = peer.start(settings)) {
                var entry = settings.figures();
                for (var protocol : PROTOCOLS) {
                    var rate = trial.saturate(protocol, server).result().perSecond();
                    Figures.put(entry, Figures.name(protocol) + "_per_second", rate);
                    leaders.merge(protocol, new Leader(settings, rate), Leader::better);
                }
                tried.add(entry);
            }
        }
        var best = new EnumMap<Protocol, Saturated>(Protocol.class);
        for (var protocol : PROTOCOLS) {
            var settings = settings(leaders.get(protocol));
            figures.set(Figures.name(protocol), settings.figures());
            try (var server = peer.start(settings)) {
                best.put(protocol, measurement.saturate(protocol, server));
            }
        }
        return new Outcome(best, figures);
    }

    private PeerSettings settings(@Nullable Leader leader) {
        return leader == null ? candidates.getFirst() : leader.settings();
    }

    private record Leader(PeerSettings settings, double rate) {
        Leader better(Leader other) {
            return other.rate > rate ? other : this;
        }
    }
}
