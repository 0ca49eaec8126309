package io.candor.launcher.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.service.Port;
import io.candor.launcher.service.Ports;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCheckTest {
    @TempDir
    Path folder;

    @Test
    void aTakenPortIsOneLineThatSaysWhatToDo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = Ports.from(Map.of("CANDOR_GATEWAY_PORT", Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(() -> new MachineCheck(Map.of()).checkPorts(ports, Set.of(Port.GATEWAY), "127.0.0.1"))
                    .isInstanceOf(LauncherException.class)
                    .hasMessage(
                            "Port %d for the gateway is taken; stop what listens there,".formatted(taken.getLocalPort())
                                    + " or choose another port with CANDOR_GATEWAY_PORT");
        }
    }

    @Test
    void freePortsPass() {
        assertThatCode(() -> new MachineCheck(Map.of()).checkPorts(Ports.free(), Set.of(Port.values()), "127.0.0.1"))
                .doesNotThrowAnyException();
    }

    @Test
    void tooLittleMemoryIsOneLineThatSaysWhatToDo() throws IOException {
        var check = new MachineCheck(Map.of(), memory(1024));

        assertThatThrownBy(check::checkMemory)
                .isInstanceOf(LauncherException.class)
                .hasMessage("Only 1024 MB of memory are available and Candor needs 3000 MB;"
                        + " close other programs, or lower the limit with CANDOR_MIN_MEMORY_MB");
    }

    @Test
    void theMemoryLimitCanBeLowered() throws IOException {
        var check = new MachineCheck(Map.of("CANDOR_MIN_MEMORY_MB", "512"), memory(1024));

        assertThatCode(check::checkMemory).doesNotThrowAnyException();
    }

    @Test
    void anOldJdkIsOneLineThatSaysWhatToDo() {
        assertThatThrownBy(() -> new MachineCheck(Map.of()).checkJdk(21))
                .isInstanceOf(LauncherException.class)
                .hasMessage("Candor needs JDK 25 or newer, this is JDK 21; install one, or set JAVA_HOME");
    }

    private Path memory(long megabytes) throws IOException {
        return Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal:       24000000 kB\nMemAvailable:   %d kB\n".formatted(megabytes * 1024));
    }
}
