package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import io.candor.modelruntime.bench.row.Figures;
import java.util.List;

/**
 * One way to run MLServer; which of them suits a machine and a protocol best is tried out.
 *
 * @param workers processes beside the server's own that run models; 0 for none
 * @param batch the most rows that are batched, 0 for no batching
 * @param batchTime how long a batch waits to fill, in seconds
 * @param sessions runs at a time in each process
 */
record PeerSettings(int workers, int batch, double batchTime, int sessions) {
    private static final double SHORT = 0.001;

    /** In the server's process or in workers, batched or not, on as many cores as {@code layout} takes. */
    static List<PeerSettings> candidates(Layout layout) {
        var instances = layout.instances();
        return List.of(
                new PeerSettings(0, 0, 0, instances),
                new PeerSettings(0, layout.batch(), SHORT, instances),
                new PeerSettings(instances, 0, 0, 1),
                new PeerSettings(instances, layout.batch(), SHORT, 1));
    }

    ObjectNode figures() {
        return Figures.object()
                .put("parallel_workers", workers)
                .put("max_batch_size", batch)
                .put("max_batch_time", batchTime)
                .put("sessions", sessions);
    }
}
