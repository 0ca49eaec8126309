package io.candor.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command that runs to its end; it is killed with its children when the waiting thread is interrupted. */
public final class OneShot {
    private OneShot() {}

    /** Runs it and returns the exit code. */
    public static int run(List<String> command, Map<String, String> environment, Path log) throws InterruptedException {
        var builder = new ProcessBuilder(ProcessGroup.leading(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
        }
        try {
            return process.waitFor();
        } finally {
            if (process.isAlive()) {
                ProcessGroup.signal(process.pid(), "KILL");
            }
        }
    }
}
