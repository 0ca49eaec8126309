package io.candor.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one process is started, and how it is known to be ready.
 *
 * @param marker text of its command line that no foreign process has
 * @param readyWithin how long one start may take
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        String marker,
        int port,
        ReadyCheck ready,
        StopSignal stop,
        Duration readyWithin) {

    /** Copies the collections. */
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same process with more environment variables. */
    public ProcessSpec with(Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return new ProcessSpec(name, command, all, log, marker, port, ready, stop, readyWithin);
    }
}
