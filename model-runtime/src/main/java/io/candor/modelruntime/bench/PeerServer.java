package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import io.candor.modelruntime.bench.row.Figures;
import io.candor.modelruntime.bench.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** MLServer with ONNX Runtime, in the settings that served it best when they were compared (docs/benchmarks.md). */
final class PeerServer {
    /** The model's name. */
    static final String MODEL = "minilm";

    private static final int WORKERS = 0;
    private static final double MAX_BATCH_TIME = 0.001;

    private final Plan.Peer peer;
    private final Path folder;
    private final ObjectNode server;
    private final ObjectNode model;

    /** Settings for one graph, run in the same layout as the runtime's. */
    PeerServer(Plan.Peer peer, Path folder, Path graph, Layout layout) {
        this.peer = peer;
        this.folder = folder;
        this.server = Figures.object()
                .put("host", "127.0.0.1")
                .put("http_port", peer.rest())
                .put("grpc_port", peer.grpc())
                .putNull("metrics_endpoint")
                .put("parallel_workers", WORKERS)
                .put("debug", false)
                .put("gzip_enabled", false);
        this.model = Figures.object()
                .put("name", MODEL)
                .put("implementation", "onnx_peer.OnnxModel")
                .put("max_batch_size", layout.batch())
                .put("max_batch_time", MAX_BATCH_TIME);
        model.putObject("parameters")
                .put("version", "1")
                .put("uri", graph.toString())
                .put("sessions", layout.instances())
                .put("threads", layout.threads());
    }

    /** All that was set. */
    ObjectNode settings() {
        var all = Figures.object();
        peer.packages().forEach(all.putArray("packages")::add);
        all.set("server", server);
        all.set("model", model);
        return all;
    }

    ServerProcess start() throws InterruptedException {
        try {
            Files.createDirectories(folder.resolve(MODEL));
            var mapper = new ObjectMapper();
            mapper.writeValue(folder.resolve("settings.json").toFile(), server);
            mapper.writeValue(
                    folder.resolve(MODEL).resolve("model-settings.json").toFile(), model);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the peer's settings", e);
        }
        List<String> words = Stream.concat(peer.command().stream(), Stream.of(folder.toString()))
                .toList();
        return ServerProcess.start(new ServerProcess.Command(
                words,
                Map.of("PYTHONPATH", peer.module().toString(), "ORT_DISABLE_TELEMETRY", "1"),
                folder,
                folder.resolve("peer.log"),
                URI.create("http://127.0.0.1:" + peer.rest() + "/v2/models/" + MODEL + "/ready")));
    }
}
