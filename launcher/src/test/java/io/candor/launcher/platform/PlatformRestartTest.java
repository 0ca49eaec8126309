package io.candor.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformRestartTest {
    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private PlatformConfig config;

    @BeforeEach
    void buildFakes() throws IOException {
        config = FakeProject.in(folder);
    }

    @Test
    void nothingIsLeftRunningAndTheDatabaseSurvives() throws Exception {
        List<Long> pids;
        try (var platform = Platform.start(config, said::add)) {
            pids = Stream.of(Service.values())
                    .map(service -> platform.process(service).pid())
                    .toList();
            try (var connection =
                            DriverManager.getConnection(platform.jdbcUrl(), "postgres", platform.superuserPassword());
                    var statement = connection.createStatement()) {
                statement.execute("create table note as select 'kept' as text; grant select on note to candor_app");
            }
        }

        assertThat(pids).noneMatch(PlatformRestartTest::lives);
        assertThat(records()).isEmpty();

        // as after a kill of everything: a lock file whose number now belongs to a process that is not PostgreSQL
        Files.write(
                config.state().postgres().resolve("data/postmaster.pid"),
                List.of(Long.toString(ProcessHandle.current().pid()), "/elsewhere"));
        var password = new Passwords(config.state()).of("candor_app");
        try (var platform = Platform.start(config, said::add);
                var connection = DriverManager.getConnection(platform.jdbcUrl(), "candor_app", password);
                var found = connection.createStatement().executeQuery("select text from note")) {
            found.next();
            assertThat(found.getString(1)).isEqualTo("kept");
        }
    }

    @Test
    void aMissingJarIsNamedBeforeAnythingIsStarted() throws IOException {
        Files.delete(Service.ASSISTANT_APP.jar(folder));

        assertThatThrownBy(() -> Platform.start(config, said::add))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("assistant-app-0.1.0.jar is missing; run ./candor up, which builds it");
        assertThat(records()).isEmpty();
        assertThat(said).isEmpty();
    }

    private String[] records() {
        return config.state().run().toFile().list((run, name) -> name.endsWith(".json"));
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
