package io.candor.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordsTest {
    @TempDir
    Path folder;

    private ProcessRecords records;
    private Process process;

    @BeforeEach
    void startOne() throws Exception {
        records = new ProcessRecords(folder);
        process = new ProcessBuilder(
                        "setsid", "bash", "-c", "sleep 1000; true", "candor-marker-" + folder.getFileName())
                .start();
        // While setsid gives way to bash there is a moment without any command line.
        TestProcesses.await(
                "its command line",
                () -> ProcessRecord.commandLine(process.pid()).startsWith("bash "));
    }

    @AfterEach
    void endIt() {
        ProcessGroup.signal(process.pid(), "KILL");
    }

    @Test
    void aLeftoverIsEndedAndForgotten() throws InterruptedException {
        records.write(record("left", process.pid(), "candor-marker-" + folder.getFileName()));

        var ended = records.endLeftovers(Duration.ofSeconds(10));

        assertThat(ended).containsExactly("left");
        assertThat(process.waitFor()).isNotZero();
        assertThat(records.all()).isEmpty();
    }

    @Test
    void aForeignProcessUnderARecordedNumberStays() throws InterruptedException {
        records.write(record("stale", process.pid(), "-Dcandor.state=/somewhere"));

        var ended = records.endLeftovers(Duration.ofSeconds(10));

        assertThat(ended).isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(records.all()).isEmpty();
    }

    @Test
    void aDeadProcessIsOnlyForgotten() throws InterruptedException {
        ProcessGroup.signal(process.pid(), "KILL");
        process.waitFor();
        records.write(record("dead", process.pid(), "candor-marker-" + folder.getFileName()));

        assertThat(records.find("dead").orElseThrow().isAlive()).isFalse();
        assertThat(records.endLeftovers(Duration.ofSeconds(10))).isEmpty();
        assertThat(records.all()).isEmpty();
    }

    @Test
    void theCallerItselfIsNoLeftover() throws InterruptedException {
        records.write(record("launcher", ProcessHandle.current().pid(), "java"));

        assertThat(records.endLeftovers(Duration.ofSeconds(10))).isEmpty();

        assertThat(records.find("launcher")).isPresent();
    }

    @Test
    void aHalfWrittenRecordIsNoRecord() throws Exception {
        Files.writeString(folder.resolve("torn.json"), "{\"name\":\"to");

        assertThat(records.all()).isEmpty();
    }

    private static ProcessRecord record(String name, long pid, String marker) {
        return new ProcessRecord(name, pid, marker, 0, StopSignal.TERM, ProcessState.READY);
    }
}
