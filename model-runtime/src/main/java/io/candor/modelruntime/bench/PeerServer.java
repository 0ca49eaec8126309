package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** MLServer with ONNX Runtime over one graph. */
record PeerServer(Plan.Peer peer, Path folder, Path graph, int threads) {
    /** The model's name. */
    static final String MODEL = "minilm";

    /** Starts it with neither metrics nor access log nor compression, which would only slow it. */
    ServerProcess start(PeerSettings settings) throws InterruptedException {
        try {
            Files.createDirectories(folder.resolve(MODEL));
            write("settings.json", server(settings));
            write(MODEL + "/model-settings.json", model(settings));
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

    private Object server(PeerSettings settings) {
        return Figures.object()
                .put("host", "127.0.0.1")
                .put("http_port", peer.rest())
                .put("grpc_port", peer.grpc())
                .putNull("metrics_endpoint")
                .put("parallel_workers", settings.workers())
                .put("debug", false)
                .put("gzip_enabled", false);
    }

    private Object model(PeerSettings settings) {
        var model = Figures.object()
                .put("name", MODEL)
                .put("implementation", "onnx_peer.OnnxModel")
                .put("max_batch_size", settings.batch())
                .put("max_batch_time", settings.batchTime());
        model.putObject("parameters")
                .put("version", "1")
                .put("uri", graph.toString())
                .put("sessions", settings.sessions())
                .put("threads", threads);
        return model;
    }

    private void write(String file, Object settings) throws IOException {
        new ObjectMapper().writeValue(folder.resolve(file).toFile(), settings);
    }
}
