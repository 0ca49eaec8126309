package io.candor.launcher.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.process.Progress;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends the demo's texts as a customer, fetches and verifies the receipt of every decision, and compares the metered
 * usage with the requests made.
 */
public final class Demo {
    private static final String METER = "assistant.analysis";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN = 100;

    private final CustomerApi api;
    private final ReceiptCheck check;
    private final Path receipts;
    private final Progress out;
    private final String run = UUID.randomUUID().toString();

    /** A demo whose receipts are written to the folder {@code receipts}. */
    public Demo(CustomerApi api, Path verifierJar, Path pinnedKey, Path receipts, Progress out) {
        this.api = api;
        this.check = new ReceiptCheck(verifierJar, pinnedKey);
        this.receipts = receipts;
        this.out = out;
    }

    /** What was counted; {@code mismatches} is 0 when every promise held. */
    public ObjectNode run() throws InterruptedException {
        var before = api.usage(METER);
        var rows = analyseAll();
        var repeated = repeatFirst(rows.getFirst());
        out.say("fetching and verifying " + rows.size() + " receipts");
        var files = fetchReceipts(rows);
        var verified = check.verified(files);
        var metered = awaitUsage(before + rows.size()) - before;
        return result(rows, files.size(), verified, metered, repeated);
    }

    private List<DemoRow> analyseAll() throws InterruptedException {
        var rows = new ArrayList<DemoRow>();
        out.say(DemoRow.heading());
        for (var text : DemoTexts.all()) {
            var begin = System.nanoTime();
            var analysis = api.analyse(text, run + "-" + rows.size());
            var row = new DemoRow(
                    rows.size() + 1, text, analysis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            out.say(row.line());
            rows.add(row);
        }
        return rows;
    }

    /** The same request once more, as after a lost connection: it must neither decide nor count again. */
    private boolean repeatFirst(DemoRow first) throws InterruptedException {
        return api.analyse(first.text(), run + "-0").equals(first.analysis());
    }

    private List<Path> fetchReceipts(List<DemoRow> rows) throws InterruptedException {
        var files = new ArrayList<Path>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var row : rows) {
            var receipt = api.receipt(row.decisionId());
            while (receipt.isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN);
                receipt = api.receipt(row.decisionId());
            }
            if (receipt.isPresent()) {
                files.add(write(row.decisionId(), receipt.get()));
            } else {
                out.say("decision " + row.decisionId() + " has no receipt after " + PATIENCE.toSeconds() + " s");
            }
        }
        return files;
    }

    private Path write(String decisionId, String receipt) {
        try {
            Files.createDirectories(receipts);
            return Files.writeString(receipts.resolve(decisionId + ".json"), receipt);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a receipt to " + receipts, e);
        }
    }

    private long awaitUsage(long expected) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var usage = api.usage(METER);
        while (usage < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN);
            usage = api.usage(METER);
        }
        return usage;
    }

    private static ObjectNode result(List<DemoRow> rows, int receipts, int verified, long metered, boolean repeated) {
        var decisions = new HashSet<String>();
        rows.forEach(row -> decisions.add(row.decisionId()));
        var expected = rows.size();
        var mismatches = 0;
        for (var holds : new boolean[] {
            decisions.size() == expected, receipts == expected, verified == expected, metered == expected, repeated
        }) {
            mismatches += holds ? 0 : 1;
        }
        var result = new ObjectMapper().createObjectNode();
        result.put("texts", expected);
        result.put("decisions", decisions.size());
        result.put(
                "english",
                rows.stream().filter(row -> row.language().equals("en")).count());
        result.put(
                "chinese",
                rows.stream().filter(row -> row.language().equals("zh")).count());
        result.put("receipts", receipts);
        result.put("receipts_verified", verified);
        result.put("metered", metered);
        result.put("repeated_request_gave_the_same_answer", repeated);
        result.put("mismatches", mismatches);
        if (rows.isEmpty()) {
            throw new LauncherException("The demo has no texts");
        }
        return result;
    }
}
