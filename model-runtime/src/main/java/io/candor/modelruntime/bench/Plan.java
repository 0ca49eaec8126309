package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.bench.row.Aim;
import io.candor.modelruntime.bench.row.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher prepared.
 *
 * @param profile {@code quick} or {@code full}
 * @param rows the names of those that are wanted; all where there are none
 * @param folder where the benchmark may write: models, settings and logs
 * @param minilm MiniLM with weights in FP32, a graph from tokens to token vectors
 * @param tokenKey private key of an issuer whom the runtime trusts to speak for tenants
 * @param peer null where the peer cannot be had
 * @param peerMissing why, then
 */
record Plan(
        String profile,
        List<String> rows,
        Path folder,
        Path minilm,
        Path tokenKey,
        Runtime runtime,
        @Nullable Peer peer,
        @Nullable String peerMissing) {

    /** How the model runtime is started, without its models, and the ports it then listens on. */
    record Runtime(List<String> command, Map<String, String> environment, int rest, int grpc) {}

    /**
     * The peer.
     *
     * @param command that starts it with the folder of its settings as the last argument
     * @param module the folder of its Python module
     * @param packages its packages with their versions, as pip takes them
     */
    record Peer(List<String> command, Path module, List<String> packages, int rest, int grpc) {}

    static Plan read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), Plan.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plan " + file, e);
        }
    }

    boolean wants(Aim aim) {
        return rows.isEmpty() || rows.contains(aim.id());
    }

    Profile durations() {
        return switch (profile) {
            case "quick" -> Profile.QUICK;
            case "full" -> Profile.FULL;
            default -> throw new IllegalArgumentException("There is no profile " + profile + ", but quick and full");
        };
    }
}
