package io.candor.launcher.demo;

import io.candor.launcher.seed.Access;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;

/** {@code ./candor demo}: the last line is one JSON object; the exit code is 0 only when everything matched. */
public final class DemoCommand {
    private DemoCommand() {}

    /** Runs the demo against the platform of the state folder. */
    public static void main(String[] arguments) throws InterruptedException {
        var state = new StateFolder(Path.of(System.getProperty("candor.state", ".candor")));
        var root = Path.of(System.getProperty("candor.root", "."));
        try {
            System.exit(run(state, root) ? 0 : 1);
        } catch (LauncherException e) {
            System.err.println("candor: " + e.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(StateFolder state, Path root) throws InterruptedException {
        var access = Access.read(state.accessFile())
                .orElseThrow(() -> new LauncherException("The platform was never started; run ./candor up first"));
        try (var api = new CustomerApi(access.gatewayUrl(), access.apiKey())) {
            var receipts = state.root().resolve("receipts");
            var demo = new Demo(
                    api, Service.AUDIT_LEDGER.jar(root), state.ledgerPublicKey(), receipts, System.out::println);
            var result = demo.run();
            System.out.println("receipts are in " + receipts + "; check one with ./candor verify FILE");
            System.out.println(result);
            return result.path("mismatches").asInt() == 0;
        }
    }
}
