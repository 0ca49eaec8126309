package io.candor.launcher.check;

import io.candor.launcher.service.Port;
import io.candor.launcher.service.Ports;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Looks before the start whether it can succeed; each problem is one line that says what to do. */
public final class MachineCheck {
    private static final int JDK = 25;
    private static final String MEMORY_VARIABLE = "CANDOR_MIN_MEMORY_MB";
    private static final String USUAL_MEMORY = "3000";

    private final Map<String, String> environment;
    private final Path memoryFile;

    /** Checks this machine. */
    public MachineCheck(Map<String, String> environment) {
        this(environment, Path.of("/proc/meminfo"));
    }

    MachineCheck(Map<String, String> environment, Path memoryFile) {
        this.environment = environment;
        this.memoryFile = memoryFile;
    }

    /** All checks before a start of the whole platform. */
    public void check(Ports ports, String host) {
        checkJdk(Runtime.version().feature());
        checkMemory();
        checkPorts(ports, EnumSet.allOf(Port.class), host);
    }

    void checkJdk(int version) {
        if (version < JDK) {
            throw new LauncherException("Candor needs JDK %d or newer, this is JDK %d; install one, or set JAVA_HOME"
                    .formatted(JDK, version));
        }
    }

    void checkMemory() {
        var needed = Long.parseLong(environment.getOrDefault(MEMORY_VARIABLE, USUAL_MEMORY));
        var available = availableMegabytes();
        if (available < needed) {
            throw new LauncherException(
                    "Only %d MB of memory are available and Candor needs %d MB; close other programs, or lower the limit with %s"
                            .formatted(available, needed, MEMORY_VARIABLE));
        }
    }

    void checkPorts(Ports ports, Collection<Port> wanted, String host) {
        for (var port : Set.copyOf(wanted).stream().sorted().toList()) {
            try (var socket = new ServerSocket(ports.of(port), 1, InetAddress.getByName(host))) {
                socket.getLocalPort();
            } catch (IOException e) {
                throw new LauncherException(
                        "Port %d for %s is taken; stop what listens there, or choose another port with %s"
                                .formatted(ports.of(port), port.purpose(), port.variable()),
                        e);
            }
        }
    }

    private long availableMegabytes() {
        try (var lines = Files.lines(memoryFile)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
