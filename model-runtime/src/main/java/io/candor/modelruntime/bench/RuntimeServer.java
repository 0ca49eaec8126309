package io.candor.modelruntime.bench;

import io.candor.modelruntime.bench.server.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The model runtime in a process of its own, as the launcher starts it, but over the benchmark's models. */
record RuntimeServer(Plan.Runtime runtime, Path folder, Path models) {
    /** Plans of the weights 1, 2 and 4. */
    static final List<String> PLANS = List.of("free", "team", "business");

    ServerProcess start() throws InterruptedException {
        var environment = new HashMap<>(runtime.environment());
        environment.put("CANDOR_MODELS", models.toString());
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return ServerProcess.start(new ServerProcess.Command(
                command(),
                environment,
                folder,
                folder.resolve("runtime.log"),
                URI.create("http://127.0.0.1:" + runtime.rest() + "/health")));
    }

    private List<String> command() {
        var command = new ArrayList<>(runtime.command());
        for (var plan = 0; plan < PLANS.size(); plan++) {
            command.add(1, "-Dcandor.serving.weights." + PLANS.get(plan) + "=" + (1 << plan));
        }
        return command;
    }
}
