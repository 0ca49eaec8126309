package io.candor.launcher;

import io.candor.launcher.check.MachineCheck;
import io.candor.launcher.platform.Platform;
import io.candor.launcher.platform.PlatformConfig;
import io.candor.launcher.process.ProcessRecord;
import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.process.ProcessState;
import io.candor.launcher.process.Progress;
import io.candor.launcher.process.StopSignal;
import io.candor.launcher.service.Ports;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code up}: starts everything, says how to get in, and stays until a signal ends it. */
final class UpCommand {
    private final StateFolder state;
    private final Path projectRoot;
    private final Map<String, String> environment = System.getenv();
    private final long begin = System.nanoTime();
    private final Progress progress = line -> {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
        System.out.flush();
    };

    UpCommand(StateFolder state, Path projectRoot) {
        this.state = state;
        this.projectRoot = projectRoot;
    }

    int run(boolean fresh) throws InterruptedException {
        Ports ports = Ports.from(environment);
        var host = environment.getOrDefault("CANDOR_HOST", "127.0.0.1");
        try (var _ = LauncherLock.take(state)) {
            var records = new ProcessRecords(state.run());
            var left = records.endLeftovers(Duration.ofSeconds(30));
            if (!left.isEmpty()) {
                progress.say("ended what an earlier start left running: " + String.join(", ", left));
            }
            new MachineCheck(environment).check(ports, host);
            if (fresh) {
                new FreshStart(state).clear();
            }
            var platform = new Platform(PlatformConfig.whole(projectRoot, state, ports, host), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, records), "stop"));
            record(records, ProcessState.STARTING);
            platform.start();
            progress.say("bringing in the demo's tenants, people and API key where they are missing");
            var access = platform.seed();
            System.out.println(new Welcome(access).text());
            progress.say("ready; Ctrl-C or ./candor down stops everything");
            record(records, ProcessState.READY);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private void record(ProcessRecords records, ProcessState now) {
        records.write(new ProcessRecord(
                LauncherLock.NAME, ProcessHandle.current().pid(), state.marker(), 0, StopSignal.TERM, now));
    }

    private void stop(Platform platform, ProcessRecords records) {
        progress.say("stopping");
        platform.close();
        records.remove(LauncherLock.NAME);
        progress.say("stopped");
    }
}
