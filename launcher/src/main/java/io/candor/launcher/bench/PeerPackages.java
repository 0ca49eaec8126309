package io.candor.launcher.bench;

import io.candor.launcher.process.OneShot;
import io.candor.launcher.state.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The peer server in a Python environment of its own, made once from pinned packages.
 *
 * @param folder the benchmark's
 */
record PeerPackages(Path folder) {
    private static final String REQUIREMENTS = "requirements.txt";
    private static final String MODULE = "onnx_peer.py";

    /** The peer; a new environment takes a minute and needs the package registry. */
    Peer install() throws InterruptedException {
        var environment = folder.resolve("mlserver");
        var log = folder.resolve("mlserver.log");
        var requirements = resource(REQUIREMENTS);
        try {
            var installed = environment.resolve(REQUIREMENTS);
            if (!Files.exists(installed) || !Files.readString(installed).equals(requirements)) {
                FolderTree.delete(environment);
                Files.createDirectories(folder);
                var wanted = Files.writeString(folder.resolve(REQUIREMENTS), requirements);
                if (!make(environment, wanted, log)) {
                    return new Peer(List.of(), environment, List.of(), "its packages cannot be installed, see " + log);
                }
                Files.writeString(installed, requirements);
            }
            Files.writeString(environment.resolve(MODULE), resource(MODULE));
        } catch (IOException e) {
            return new Peer(List.of(), environment, List.of(), String.valueOf(e.getMessage()));
        }
        var server = environment.resolve("bin").resolve("mlserver").toString();
        return new Peer(
                List.of(server, "start"), environment, requirements.lines().toList(), null);
    }

    private static boolean make(Path environment, Path requirements, Path log) throws InterruptedException {
        System.out.println("installing the peer's packages");
        try {
            return OneShot.run(List.of("python3", "-m", "venv", environment.toString()), Map.of(), log) == 0
                    && OneShot.run(
                                    List.of(
                                            environment
                                                    .resolve("bin")
                                                    .resolve("pip")
                                                    .toString(),
                                            "install",
                                            "--requirement",
                                            requirements.toString()),
                                    Map.of(),
                                    log)
                            == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String resource(String name) {
        try (var content = Objects.requireNonNull(PeerPackages.class.getResourceAsStream("/peer/" + name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The launcher's jar is damaged", e);
        }
    }
}
