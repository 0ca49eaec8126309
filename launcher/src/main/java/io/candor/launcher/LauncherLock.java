package io.candor.launcher;

import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/** At most one launcher per state folder; the operating system lets go of the lock however the launcher ends. */
final class LauncherLock implements AutoCloseable {
    /** The launcher's own name among the process records. */
    static final String NAME = "launcher";

    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    static LauncherLock take(StateFolder state) {
        state.create();
        try {
            var channel =
                    FileChannel.open(state.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                var pid = new ProcessRecords(state.run()).find(NAME).map(record -> " (process " + record.pid() + ")");
                throw new LauncherException(
                        "Candor is running already%s; ./candor status shows it, ./candor down stops it"
                                .formatted(pid.orElse("")));
            }
            return new LauncherLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the state folder", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
