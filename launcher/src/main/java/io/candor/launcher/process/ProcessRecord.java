package io.candor.launcher.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written down about a running process, so that another launcher finds it again. */
public record ProcessRecord(String name, long pid, String marker, int port, StopSignal stop, ProcessState state) {

    /** True while the process lives and is the one that was started, not a later one under the same number. */
    @JsonIgnore
    public boolean isAlive() {
        return commandLine(pid).contains(marker);
    }

    /** The arguments joined by blanks; empty when there is no such process, or only its corpse. */
    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
        }
    }
}
