package io.candor.modelruntime.bench.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A model repository that the benchmark fills: one folder for each version, with {@code model.yaml} and its file. */
public final class ModelFolders {
    private static final String FILE = "model.onnx";

    private final Path root;

    /** A repository at {@code root}, which is made when it is missing. */
    public ModelFolders(Path root) {
        this.root = root;
    }

    /** Where it is. */
    public Path root() {
        return root;
    }

    /** Where a version's graph lies. */
    public Path file(String name, String version) {
        return root.resolve(name).resolve(version).resolve(FILE);
    }

    /** Takes a version away. */
    public void remove(String name, String version) {
        var folder = root.resolve(name).resolve(version);
        try {
            Files.deleteIfExists(folder.resolve("model.yaml"));
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }

    /** How a model is run: rows in a batch, instances, and threads of each. */
    public record Layout(int batch, int instances, int threads) {}

    /** The identity model, FP32 [rows, {@link Inputs#WIDTH}]. */
    public void identity(String name, String version, Layout layout) {
        write(name, version, layout, Graphs.identity(Inputs.WIDTH));
    }

    /** A square matrix product, FP32 [rows, width]. */
    public void square(String name, String version, Layout layout, int width) {
        write(name, version, layout, Graphs.square(width));
    }

    /** A graph that lies in {@code file}; it is linked, not copied. */
    public void graph(String name, Layout layout, Path file) {
        try {
            var folder = Files.createDirectories(root.resolve(name).resolve("1"));
            Files.deleteIfExists(folder.resolve(FILE));
            Files.createLink(folder.resolve(FILE), file);
            describe(folder, name, "1", layout, sha256(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the model " + name, e);
        }
    }

    /** A file whose second half is missing. */
    public void truncated(String name, Layout layout) {
        var whole = Graphs.square(64);
        write(name, "1", layout, java.util.Arrays.copyOf(whole, whole.length / 2));
    }

    /** A file that is no graph at all. */
    public void garbage(String name, Layout layout) {
        var noise = new byte[4096];
        new java.util.SplittableRandom(1).nextBytes(noise);
        write(name, "1", layout, noise);
    }

    /** A graph whose weights lie in a file that is not there. */
    public void withoutWeights(String name, Layout layout) {
        write(name, "1", layout, Graphs.withoutItsWeights(64));
    }

    /** A good graph whose digest in {@code model.yaml} is that of another. */
    public void wrongDigest(String name, Layout layout) {
        write(name, "1", layout, Graphs.square(64));
        try {
            describe(root.resolve(name).resolve("1"), name, "1", layout, sha256(new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the model " + name, e);
        }
    }

    private void write(String name, String version, Layout layout, byte[] graph) {
        try {
            var folder = Files.createDirectories(root.resolve(name).resolve(version));
            Files.write(folder.resolve(FILE), graph);
            describe(folder, name, version, layout, sha256(graph));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the model " + name, e);
        }
    }

    private static void describe(Path folder, String name, String version, Layout layout, String digest)
            throws IOException {
        Files.writeString(folder.resolve("model.yaml"), """
                name: %s
                version: "%s"
                kind: onnx
                max_batch_size: %d
                instance_group: {count: %d, kind: KIND_CPU, threads: %d}
                dynamic_batching: {max_queue_delay_microseconds: 0}
                files:
                  - path: %s
                    sha256: %s
                """.formatted(
                        name, version, layout.batch(), layout.instances(), layout.threads(), FILE, digest));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
