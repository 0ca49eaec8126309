package io.candor.launcher.bench;

import io.candor.launcher.demo.CustomerApi;
import io.candor.launcher.seed.Access;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./candor bench decision [SECONDS]} or {@code model-runtime [quick|full [ROW…]]}: the last line is one JSON object. */
public final class BenchCommand {
    private static final long USUAL_SECONDS = 20;

    private BenchCommand() {}

    /** Runs a benchmark; exits with 1 where a request failed that should not. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(run(arguments) ? 0 : 1);
        } catch (LauncherException e) {
            System.err.println("candor: " + e.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(String[] arguments) throws InterruptedException {
        var state = new StateFolder(Path.of(System.getProperty("candor.state", ".candor")));
        var root = Path.of(System.getProperty("candor.root", "."));
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "decision" -> decision(state, root, seconds(arguments));
            case "model-runtime" -> modelRuntime(state, root, List.of(arguments));
            default -> throw new LauncherException("There is no such benchmark; there are: decision, model-runtime");
        };
    }

    private static boolean modelRuntime(StateFolder state, Path root, List<String> arguments)
            throws InterruptedException {
        var profile = arguments.size() < 2 ? "full" : arguments.get(1);
        var rows = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        return new ModelRuntimeBench(root, state, profile, rows).run();
    }

    /** Against the platform that {@code ./candor up} started. */
    private static boolean decision(StateFolder state, Path root, Duration time) throws InterruptedException {
        var access = Access.read(state.accessFile())
                .orElseThrow(() -> new LauncherException("The platform was never started; run ./candor up first"));
        try (var api = new CustomerApi(access.gatewayUrl(), access.apiKey())) {
            var result = new DecisionBench(api, root, time).run();
            System.out.println(result);
            return DecisionBench.isClean(result);
        }
    }

    private static Duration seconds(String[] arguments) {
        if (arguments.length < 2) {
            return Duration.ofSeconds(USUAL_SECONDS);
        }
        if (!arguments[1].matches("[1-9][0-9]{0,3}")) {
            throw new LauncherException(arguments[1] + " is no number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(arguments[1]));
    }
}
