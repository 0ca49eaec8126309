package io.candor.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.key.MasterKey;
import io.candor.launcher.key.SigningKeys;
import io.candor.launcher.service.Port;
import io.candor.launcher.service.Ports;
import io.candor.launcher.service.Service;
import io.candor.launcher.service.ServiceProcesses;
import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.Passwords;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prepares what the model runtime's benchmark needs (keys, MiniLM in FP32, a peer, free ports) and runs it in a process
 * of its own, which starts the runtime and the peer and loads them.
 *
 * @param state the launcher's; everything of the benchmark lies in its folder {@code bench}
 * @param profile {@code quick} or {@code full}
 * @param rows the names of single rows, as in the JSON; all where there are none
 */
record ModelRuntimeBench(Path projectRoot, StateFolder state, String profile, List<String> rows) {
    private static final List<String> PROFILES = List.of("quick", "full");
    private static final String MAIN = "io.candor.modelruntime.bench.RuntimeBench";

    ModelRuntimeBench {
        if (!PROFILES.contains(profile)) {
            throw new LauncherException(
                    "There is no profile " + profile + "; there are: " + String.join(", ", PROFILES));
        }
    }

    /** Whether it came to its end; its output is this process's. */
    boolean run() throws InterruptedException {
        var folder = state.root().resolve("bench");
        var run = new StateFolder(folder.resolve("run"));
        FolderTree.delete(run.root());
        run.create();
        try {
            var plan = run.root().resolve("plan.json");
            new ObjectMapper().writeValue(plan.toFile(), plan(folder, run));
            return bench(plan).start().waitFor() == 0;
        } catch (IOException e) {
            throw new LauncherException("The benchmark cannot be run: " + e.getMessage(), e);
        }
    }

    private ObjectNode plan(Path folder, StateFolder run) throws IOException, InterruptedException {
        var ports = Ports.free();
        var keys = new SigningKeys(run);
        keys.create();
        new MasterKey(run).create();
        var plan = new ObjectMapper().createObjectNode().put("profile", profile);
        rows.forEach(plan.putArray("rows")::add);
        plan.put("folder", Files.createDirectories(run.root().resolve("work")).toString());
        plan.put("minilm", new MiniLm(folder).file().toString());
        plan.put("tokenKey", keys.privateKey(SigningKeys.OPERATOR).toString());
        plan.set("runtime", runtime(run, ports, keys));
        // The peer takes ports of services that do not run here.
        var peer = new PeerPackages(folder).install();
        if (peer.missing() != null) {
            return plan.put("peerMissing", peer.missing());
        }
        var settings = plan.putObject("peer").put("module", peer.module().toString());
        peer.command().forEach(settings.putArray("command")::add);
        peer.packages().forEach(settings.putArray("packages")::add);
        settings.put("rest", ports.of(Port.ASSISTANT)).put("grpc", ports.of(Port.LEDGER));
        return plan;
    }

    private ObjectNode runtime(StateFolder run, Ports ports, SigningKeys keys) {
        // Inference needs no database; the runtime starts without one.
        var noDatabase = "jdbc:postgresql://127.0.0.1:" + ports.of(Port.DATABASE) + "/candor";
        try (var client = HttpClient.newHttpClient()) {
            var process = new ServiceProcesses(
                            projectRoot,
                            run,
                            ports,
                            new Passwords(run),
                            keys,
                            client,
                            false,
                            noDatabase,
                            "",
                            "127.0.0.1",
                            null)
                    .of(Service.MODEL_RUNTIME);
            var runtime = new ObjectMapper().createObjectNode();
            process.command().forEach(runtime.putArray("command")::add);
            process.environment().forEach(runtime.putObject("environment")::put);
            return runtime.put("rest", ports.of(Port.RUNTIME)).put("grpc", ports.of(Port.RUNTIME_GRPC));
        }
    }

    private ProcessBuilder bench(Path plan) {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xms512m",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Service.MODEL_RUNTIME.jar(projectRoot).toString(),
                        MAIN,
                        plan.toString())
                .inheritIO();
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return builder;
    }
}
