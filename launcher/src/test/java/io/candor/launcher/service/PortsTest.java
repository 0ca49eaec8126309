package io.candor.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.state.LauncherException;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void anEnvironmentVariableMovesItsPortAlone() {
        var ports = Ports.from(Map.of("CANDOR_DB_PORT", "25432"));

        assertThat(ports.of(Port.DATABASE)).isEqualTo(25432);
        assertThat(ports.of(Port.GATEWAY)).isEqualTo(8080);
    }

    @Test
    void whatIsNoPortNumberIsNamed() {
        assertThatThrownBy(() -> Ports.from(Map.of("CANDOR_DB_PORT", "70000")))
                .isInstanceOf(LauncherException.class)
                .hasMessage("CANDOR_DB_PORT=70000 is no port number");
    }

    @Test
    void freePortsDiffer() {
        var numbers = Ports.free().numbers().values();

        assertThat(new HashSet<>(numbers)).hasSize(Port.values().length);
    }
}
