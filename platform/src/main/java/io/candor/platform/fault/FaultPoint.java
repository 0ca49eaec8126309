package io.candor.platform.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A named step of a request at which a crash test kills the process.
 *
 * <p>Nothing happens unless the environment names the step in {@code CANDOR_PAUSE_AT}: then the first arrival leaves a
 * file of that name in {@code CANDOR_PAUSE_DIR} and waits for the kill. After the restart the file is there, so the step
 * is passed.
 */
public final class FaultPoint {
    private static final @Nullable String PAUSE_AT = System.getenv("CANDOR_PAUSE_AT");
    private static final @Nullable String PAUSE_DIR = System.getenv("CANDOR_PAUSE_DIR");

    private FaultPoint() {}

    /** Tells that the step {@code name} ({@code module.step}) was reached. */
    public static void reached(String name) {
        if (PAUSE_DIR != null && name.equals(PAUSE_AT)) {
            pauseOnce(Path.of(PAUSE_DIR, name));
        }
    }

    private static void pauseOnce(Path marker) {
        try {
            Files.createFile(marker);
        } catch (FileAlreadyExistsException alreadyPaused) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
