package io.candor.modelruntime.session;

import io.candor.modelruntime.session.onnxfile.OnnxFileCheck;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Loads and runs a file that is not trusted in a process of its own, which may take so much memory and time and no more: a
 * file that crashes or eats memory harms that process alone.
 */
public final class ModelProbe {
    private static final long PROCESS_ITSELF = 512L << 20;

    private final long memoryLimit;
    private final Duration timeout;

    /** A probe that lets a model take {@code memoryLimit} bytes and {@code timeout} to be loaded and run once. */
    public ModelProbe(long memoryLimit, Duration timeout) {
        this.memoryLimit = memoryLimit;
        this.timeout = timeout;
    }

    /**
     * Checks {@code file} ({@link OnnxFileCheck}), loads it and runs it on zeros.
     *
     * @return what it took, in bytes
     * @throws OnnxFailureException when it cannot be loaded, or not within the limits, or ended the process
     */
    public long probe(Path file) {
        try {
            var folder = Files.createTempDirectory("candor-probe");
            try {
                return probe(file.toAbsolutePath(), folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new OnnxFailureException("No process could be started to try it", e);
        }
    }

    private long probe(Path file, Path folder) throws IOException {
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command(file, folder)).redirectErrorStream(true);
        builder.redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        var process = builder.start();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OnnxFailureException("It took longer than " + timeout.toSeconds() + " s to load and run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnnxFailureException("Trying it was interrupted");
        } finally {
            process.destroyForcibly();
        }
        return answer(Files.readString(output, StandardCharsets.ISO_8859_1), process.exitValue());
    }

    private long answer(String output, int status) {
        for (var line : output.lines().toList()) {
            if (line.startsWith(ProbedModel.TOOK)) {
                return Long.parseLong(line.substring(ProbedModel.TOOK.length()));
            }
            if (line.startsWith(ProbedModel.REFUSED)) {
                var reason = line.substring(ProbedModel.REFUSED.length()).getBytes(StandardCharsets.ISO_8859_1);
                throw new OnnxFailureException(new String(reason, StandardCharsets.UTF_8));
            }
        }
        throw new OnnxFailureException("It ended the process that tried it (status " + status + ") with "
                + (memoryLimit >> 20) + " MiB to take");
    }

    private List<String> command(Path file, Path folder) {
        var limit = (memoryLimit + PROCESS_ITSELF) >> 10;
        var limited = "ulimit -c 0 && ulimit -d " + limit + " && exec \"$0\" \"$@\"";
        var command = new ArrayList<>(List.of("/bin/sh", "-c", limited));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+SuppressFatalErrorMessage", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Djava.io.tmpdir=" + folder);
        command.addAll(List.of("-cp", Objects.requireNonNull(System.getProperty("java.class.path"))));
        command.addAll(List.of(ProbedModel.class.getName(), file.toString()));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
