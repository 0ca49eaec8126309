package io.candor.launcher;

import io.candor.launcher.process.ProcessRecord;
import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.state.StateFolder;
import java.time.Duration;

/** {@code down}: ends the launcher, which ends everything else, and whatever a killed launcher left behind. */
final class DownCommand {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final ProcessRecords records;

    DownCommand(StateFolder state) {
        this.records = new ProcessRecords(state.run());
    }

    int run() throws InterruptedException {
        var launcher = records.find(LauncherLock.NAME).filter(ProcessRecord::isAlive);
        if (launcher.isPresent()) {
            System.out.println("stopping Candor");
            ProcessHandle.of(launcher.get().pid()).ifPresent(ProcessHandle::destroy);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (launcher.get().isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
        }
        var left = records.endLeftovers(GRACE);
        if (!left.isEmpty()) {
            System.out.println("ended what a killed launcher had left running: " + String.join(", ", left));
        }
        System.out.println(launcher.isEmpty() && left.isEmpty() ? "Candor is not running" : "stopped");
        return 0;
    }
}
