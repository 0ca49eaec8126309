package io.candor.launcher.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The log of one process; the logs of the last starts are kept beside it. */
public final class LogFile {
    private static final int KEPT = 3;
    private static final int TAIL = 8192;

    private LogFile() {}

    /** Moves {@code x.log} to {@code x.log.1} and so on. */
    public static void rotate(Path log) throws IOException {
        for (var number = KEPT; number > 0; number--) {
            var older = log.resolveSibling(log.getFileName() + "." + number);
            var newer = number == 1 ? log : log.resolveSibling(log.getFileName() + "." + (number - 1));
            if (Files.exists(newer)) {
                Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The last line with text that is no stack frame, which mostly says what went wrong. */
    public static String lastLine(Path log) {
        try (var file = Files.newByteChannel(log)) {
            file.position(Math.max(0, file.size() - TAIL));
            var buffer = ByteBuffer.allocate(TAIL);
            while (file.read(buffer) > 0) {}
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\t") && !line.startsWith("    at "))
                    .reduce((first, second) -> second)
                    .orElse("nothing was logged");
        } catch (IOException e) {
            return "no log";
        }
    }
}
