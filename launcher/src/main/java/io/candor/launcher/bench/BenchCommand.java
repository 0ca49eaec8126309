package io.candor.launcher.bench;

import io.candor.launcher.bench.gateway.GatewayBench;
import io.candor.launcher.bench.metering.MeteringBench;
import io.candor.launcher.demo.CustomerApi;
import io.candor.launcher.seed.Access;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code ./candor bench decision [SECONDS]}, {@code gateway [SECONDS]}, {@code metering [SECONDS [EVENTS [CALLS]]]} or {@code model-runtime [quick|full [ROW…]]}: the
 * last line is one JSON object.
 */
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
            case "gateway" -> gateway(state, root, arguments);
            case "metering" -> metering(state, root, arguments);
            case "model-runtime" -> modelRuntime(state, root, List.of(arguments));
            default ->
                throw new LauncherException(
                        "There is no such benchmark; there are: decision, gateway, metering," + " model-runtime");
        };
    }

    private static boolean modelRuntime(StateFolder state, Path root, List<String> arguments)
            throws InterruptedException {
        var profile = arguments.size() < 2 ? "full" : arguments.get(1);
        var rows = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        return new ModelRuntimeBench(root, state, profile, rows).run();
    }

    private static boolean gateway(StateFolder state, Path root, String[] arguments) throws InterruptedException {
        var result = new GatewayBench(root, state, seconds(arguments)).run();
        System.out.println(result);
        return GatewayBench.isClean(result);
    }

    /** {@code metering [SECONDS [EVENTS [CALLS]]]}. */
    private static boolean metering(StateFolder state, Path root, String[] arguments) throws InterruptedException {
        var events = number(arguments, 2, 100_000);
        var calls = number(arguments, 3, 520);
        var result = new MeteringBench(root, state, seconds(arguments), events, calls).run();
        System.out.println(result);
        return MeteringBench.isExact(result);
    }

    private static int number(String[] arguments, int index, int usual) {
        if (arguments.length <= index) {
            return usual;
        }
        if (!arguments[index].matches("[0-9]{1,8}")) {
            throw new LauncherException(arguments[index] + " is no number");
        }
        return Integer.parseInt(arguments[index]);
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
