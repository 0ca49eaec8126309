package io.candor.launcher;

import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command line: {@code up [--detach] [--fresh]}, {@code down}, {@code status}. */
public final class Launcher {
    private Launcher() {}

    /** Runs one command; any problem a person can act on is one line on the error output and exit code 1. */
    public static void main(String[] arguments) {
        var state = new StateFolder(Path.of(System.getProperty("candor.state", ".candor")));
        var options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            System.exit(run(arguments.length == 0 ? "" : arguments[0], options, state));
        } catch (LauncherException e) {
            System.err.println("candor: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            System.exit(1); // a signal came during the start; the shutdown hook is stopping what was started
        }
    }

    private static int run(String verb, List<String> options, StateFolder state) throws InterruptedException {
        for (var option : options) {
            if (!verb.equals("up") || !List.of("--detach", "--fresh").contains(option)) {
                throw new LauncherException("%s does not know %s; see ./candor help".formatted(verb, option));
            }
        }
        return switch (verb) {
            case "up" -> up(options, state);
            case "down" -> new DownCommand(state).run();
            case "status" -> new StatusCommand(state).run();
            default -> throw new LauncherException("Unknown command " + verb + "; see ./candor help");
        };
    }

    private static int up(List<String> options, StateFolder state) throws InterruptedException {
        var projectRoot = Path.of(System.getProperty("candor.root", "."));
        return options.contains("--detach")
                ? new DetachedUp(state, projectRoot).run(options.contains("--fresh"))
                : new UpCommand(state, projectRoot).run(options.contains("--fresh"));
    }
}
