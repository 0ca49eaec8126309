package io.candor.launcher;

import io.candor.launcher.process.ProcessRecord;
import io.candor.launcher.process.ProcessRecords;
import io.candor.launcher.process.ResidentMemory;
import io.candor.launcher.state.StateFolder;
import java.util.Locale;

/** {@code status}: one line per process; exit code 1 when nothing runs. */
final class StatusCommand {
    private final ProcessRecords records;

    StatusCommand(StateFolder state) {
        this.records = new ProcessRecords(state.run());
    }

    int run() {
        var all = records.all();
        if (all.stream().noneMatch(ProcessRecord::isAlive)) {
            System.out.println("Candor is not running");
            return 1;
        }
        System.out.println("process           pid  state         port  memory");
        var sum = 0L;
        for (var record : all) {
            var memory = record.isAlive() ? memory(record) : 0;
            sum += memory;
            System.out.printf(
                    "%-14s %6d  %-11s %6s  %4d MB%n",
                    record.name(),
                    record.pid(),
                    record.isAlive()
                            ? record.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            : "dead",
                    record.port() == 0 ? "-" : Integer.toString(record.port()),
                    memory);
        }
        System.out.printf("%-42s  %4d MB%n", "together", sum);
        return 0;
    }

    /** The launcher is the parent of all the others, which have lines of their own. */
    private static long memory(ProcessRecord record) {
        return record.name().equals(LauncherLock.NAME)
                ? ResidentMemory.ofProcess(record.pid())
                : ResidentMemory.ofTree(record.pid());
    }
}
