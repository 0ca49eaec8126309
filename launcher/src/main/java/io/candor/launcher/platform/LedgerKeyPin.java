package io.candor.launcher.platform;

import io.candor.launcher.process.Progress;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the ledger's public key as first seen, so that receipts can be checked with nothing running. */
record LedgerKeyPin(HttpClient client, Progress progress) {

    void pin(String ledgerUrl, Path file) throws InterruptedException {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(ledgerUrl + "/v1/ledger/key"))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new LauncherException(
                        "The ledger answers %d when asked for its key".formatted(answer.statusCode()));
            }
            if (!Files.exists(file)) {
                PrivateFile.write(file, answer.body().strip() + "\n");
            } else if (!PrivateFile.read(file).strip().equals(answer.body().strip())) {
                progress.say("the ledger's key is not the one pinned in " + file
                        + "; receipts are checked against the pinned one");
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot ask the ledger for its key: " + e.getMessage(), e);
        }
    }
}
