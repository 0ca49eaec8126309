package io.candor.launcher.demo;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifies receipts as an auditor would: with the ledger's verifier, its pinned key, and nothing running. */
record ReceiptCheck(Path verifierJar, Path pinnedKey) {

    /** How many of {@code receipts} verify; what fails is printed. */
    int verified(List<Path> receipts) throws InterruptedException {
        if (run(receipts) == 0) {
            return receipts.size();
        }
        var good = 0;
        for (var receipt : receipts) {
            good += run(List.of(receipt)) == 0 ? 1 : 0;
        }
        return good;
    }

    private int run(List<Path> receipts) throws InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", verifierJar.toString()));
        command.add("io.candor.auditledger.receipt.VerifyReceiptCommand");
        if (Files.exists(pinnedKey)) {
            command.addAll(List.of("--key", pinnedKey.toString()));
        }
        receipts.forEach(receipt -> command.add(receipt.toString()));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            var code = process.waitFor();
            if (code != 0) {
                System.out.println(output);
            }
            return code;
        } catch (IOException e) {
            throw new LauncherException("The receipt verifier cannot be started: " + e.getMessage(), e);
        }
    }
}
