package io.candor.modelruntime.bench.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs until it is closed, or this process ends. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Process process;
    private final Thread hook;

    private ServerProcess(Process process) {
        this.process = process;
        this.hook = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** How a server is started, and where it says that it is ready. */
    public record Command(List<String> words, Map<String, String> environment, Path folder, Path log, URI ready) {}

    /**
     * Starts it and waits until a GET of {@code command.ready()} answers 200.
     *
     * @throws IllegalStateException when it ends, or is not ready within a minute and a half
     */
    public static ServerProcess start(Command command) throws InterruptedException {
        var builder = new ProcessBuilder(command.words())
                .directory(command.folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(command.log().toFile());
        builder.environment().putAll(command.environment());
        ServerProcess server;
        try {
            server = new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot start " + command.words().getFirst() + ": " + e.getMessage(), e);
        }
        try {
            server.awaitReady(command);
            return server;
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
    }

    private void awaitReady(Command command) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(command.ready())
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!answers(client, request)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(command.words().getFirst() + " is not ready, see " + command.log());
                }
                Thread.sleep(POLL);
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Memory that it keeps resident ({@code VmRSS}), in KiB, without its children. */
    public long residentKib() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The server's memory cannot be read", e);
        }
    }

    /** Processor time that it and its children have used. */
    public Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Has a JVM collect all garbage, so that its resident memory says what is in use. */
    public void collectGarbage() throws InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + jcmd, e);
        }
    }

    @Override
    public void close() {
        kill(process);
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private static void kill(Process process) {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
