package io.candor.modelruntime.bench;

import io.candor.modelruntime.bench.server.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;

/** The model runtime in a process of its own, as the launcher starts it, but over the benchmark's models. */
record RuntimeServer(Plan.Runtime runtime, Path folder, Path models) {

    ServerProcess start() throws InterruptedException {
        var environment = new HashMap<>(runtime.environment());
        environment.put("CANDOR_MODELS", models.toString());
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return ServerProcess.start(new ServerProcess.Command(
                runtime.command(),
                environment,
                folder,
                folder.resolve("runtime.log"),
                URI.create("http://127.0.0.1:" + runtime.rest() + "/health")));
    }
}
