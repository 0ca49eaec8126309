package io.candor.launcher;

import io.candor.launcher.process.LogFile;
import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.process.ProcessState;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code up --detach}: the same launcher in a session of its own; returns once that says it is ready. */
final class DetachedUp {
    private final StateFolder state;
    private final Path projectRoot;

    DetachedUp(StateFolder state, Path projectRoot) {
        this.state = state;
        this.projectRoot = projectRoot;
    }

    int run(boolean fresh) throws InterruptedException {
        LauncherLock.take(state).close();
        var log = state.log(LauncherLock.NAME);
        try {
            LogFile.rotate(log);
            var launcher = new ProcessBuilder(command(fresh))
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var giveUp = new Thread(launcher::destroy, "give up");
            Runtime.getRuntime().addShutdownHook(giveUp);
            try (var reader = new RandomAccessFile(log.toFile(), "r")) {
                while (launcher.isAlive() && !isReady(launcher.pid())) {
                    copy(reader);
                    launcher.waitFor(100, TimeUnit.MILLISECONDS);
                }
                copy(reader);
            }
            Runtime.getRuntime().removeShutdownHook(giveUp);
            return launcher.isAlive() ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + log, e);
        }
    }

    private List<String> command(boolean fresh) {
        var self = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new LauncherException("Cannot tell where this JDK is"));
        var command = new ArrayList<>(List.of("setsid", self));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "up"));
        if (fresh) {
            command.add("--fresh");
        }
        return command;
    }

    private boolean isReady(long pid) {
        return new ProcessRecords(state.run())
                .find(LauncherLock.NAME)
                .filter(record -> record.pid() == pid && record.state() == ProcessState.READY)
                .isPresent();
    }

    private static void copy(RandomAccessFile log) throws IOException {
        var fresh = new byte[(int) (log.length() - log.getFilePointer())];
        log.readFully(fresh);
        System.out.print(new String(fresh, StandardCharsets.UTF_8));
        System.out.flush();
    }
}
