package io.candor.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Small shell processes with the behaviour that a test needs. */
final class TestProcesses {
    static final Duration LONG = Duration.ofSeconds(20);

    private TestProcesses() {}

    /** Runs a shell script; the marker is its argument zero. It is ready once the file {@code ready} exists. */
    static ProcessSpec shell(Path folder, String name, String script) {
        var marker = "candor-test-" + name + "-" + folder.getFileName();
        var ready = folder.resolve(name + ".ready");
        return new ProcessSpec(
                name,
                List.of("bash", "-c", script, marker),
                Map.of("READY", ready.toString(), "FOLDER", folder.toString()),
                folder.resolve(name + ".log"),
                marker,
                0,
                () -> Files.exists(ready),
                StopSignal.TERM,
                LONG);
    }

    /** Polls until it holds, and fails when it never does. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen: " + what);
            }
            Thread.sleep(10);
        }
    }

    static boolean lives(long pid) {
        return !ProcessRecord.commandLine(pid).isEmpty();
    }
}
