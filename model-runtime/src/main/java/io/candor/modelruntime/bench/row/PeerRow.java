package io.candor.modelruntime.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.row.ThroughputRow.Saturated;
import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import java.util.Locale;
import java.util.Map;

/** The same clients with the same requests at the peer. */
public record PeerRow() {
    private static final double AIM = 1.5;

    /** Over each protocol that both speak; the aim holds for the worse of them. */
    public Row row(Map<Protocol, Saturated> ours, Map<Protocol, Saturated> peer, ObjectNode settings) {
        var figures = Figures.object();
        figures.set("peer_settings", settings);
        var worst = Double.POSITIVE_INFINITY;
        var measured = new StringBuilder();
        for (var protocol : peer.keySet()) {
            var theirs = peer.get(protocol);
            var own = ours.get(protocol);
            if (theirs == null || own == null) {
                continue;
            }
            var ratio = own.result().perSecond() / theirs.result().perSecond();
            worst = Math.min(worst, ratio);
            measured.append(measured.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.2f x %s", ratio, Figures.name(protocol)));
            var both = figures.putObject(Figures.name(protocol));
            both.set("peer", theirs.figures());
            both.set("ours", own.figures());
            Figures.put(both, "ratio", ratio);
            Figures.put(both, "p50_ratio", own.result().p50() / theirs.result().p50());
        }
        return Row.of(Aim.PEER, measured.toString(), worst >= AIM, figures);
    }
}
