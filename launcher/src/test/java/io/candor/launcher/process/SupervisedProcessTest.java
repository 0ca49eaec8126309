package io.candor.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<SupervisedProcess> started = new CopyOnWriteArrayList<>();
    private ProcessRecords records;

    @BeforeEach
    void openRecords() throws IOException {
        records = new ProcessRecords(Files.createDirectories(folder.resolve("run")));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (var process : started) {
            process.stop(Duration.ZERO);
        }
    }

    @Test
    void aKilledProcessIsStartedAgain() throws InterruptedException {
        var process = start("touch $READY; exec sleep 1000");
        process.awaitReady();
        var first = process.pid();

        process.kill();
        TestProcesses.await("a second start", () -> process.starts() == 2);
        process.awaitReady();

        assertThat(process.pid()).isNotEqualTo(first);
        assertThat(records.find("subject").orElseThrow())
                .returns(process.pid(), ProcessRecord::pid)
                .returns(ProcessState.READY, ProcessRecord::state);
        assertThat(said).containsExactly("subject ended with exit code 137; starting it again");
    }

    @Test
    void stoppingEndsTheChildrenToo() throws InterruptedException, IOException {
        var process = start("sleep 1000 & echo $! > $FOLDER/child; touch $READY; wait");
        process.awaitReady();
        var child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        var parent = process.pid();
        assertThat(TestProcesses.lives(child)).isTrue();

        process.stop(TestProcesses.LONG);

        TestProcesses.await("the end of both", () -> !TestProcesses.lives(parent) && !TestProcesses.lives(child));
        assertThat(records.all()).isEmpty();
        assertThat(process.state()).isEqualTo(ProcessState.STOPPED);
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() throws InterruptedException {
        var process = start("trap '' TERM; touch $READY; while true; do sleep 0.05; done");
        process.awaitReady();
        var pid = process.pid();

        process.stop(Duration.ofMillis(200));

        assertThat(TestProcesses.lives(pid)).isFalse();
        assertThat(said).containsExactly("subject did not stop within 0 s and is killed");
    }

    @Test
    void aCrashLoopIsReportedWithTheLastLineOfTheLog() {
        var process = start("echo no such table; exit 3");

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("subject keeps ending (exit code 3, 3 times in a row): no such table")
                .hasMessageContaining("subject.log");
    }

    @Test
    void aRestartBringsMoreEnvironment() throws InterruptedException, IOException {
        var process = start("echo \"pause at ${PAUSE_AT:-nothing}\"; touch $READY; exec sleep 1000");
        process.awaitReady();

        process.restartWith(Map.of("PAUSE_AT", "ledger.committed"));
        process.awaitReady();

        var log = folder.resolve("subject.log");
        TestProcesses.await("the log line", () -> LogFile.lastLine(log).equals("pause at ledger.committed"));
        assertThat(folder.resolve("subject.log.1")).hasContent("pause at nothing");
    }

    @Test
    void oneThatNeverBecomesReadyIsAProblem() {
        var process = start("echo still thinking; exec sleep 1000");

        assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(300)))
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith("subject is not ready after 0 s");
    }

    private SupervisedProcess start(String script) {
        var process = new SupervisedProcess(TestProcesses.shell(folder, "subject", script), records, said::add);
        started.add(process);
        process.start();
        return process;
    }
}
