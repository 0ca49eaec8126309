package io.candor.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * A process and all its children under one group number. Java can neither make a group nor signal one, so
 * {@code setsid} and the shell do; the group also keeps a Ctrl-C in the terminal away from the children, which the
 * launcher stops in order itself.
 */
final class ProcessGroup {
    private ProcessGroup() {}

    /** The command that runs as leader of a new group, under the process number that {@link ProcessBuilder} reports. */
    static List<String> leading(List<String> command) {
        var all = new ArrayList<String>();
        all.add("setsid");
        all.addAll(command);
        return all;
    }

    /** Sends a signal to every member, or to the process alone if it leads no group; that all are gone is no error. */
    static void signal(long leader, String signal) {
        try {
            new ProcessBuilder(
                            "bash", "-c", "kill -" + signal + " -- -" + leader + " || kill -" + signal + " " + leader)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
