package io.candor.auditledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.auditledger.merkle.SignerKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyReceiptCommandTest {
    private static final SignerKey SIGNER = SignerKey.generate(ReceiptMaker.ORIGIN);
    private static final String KEY = SIGNER.verifierKey().toString();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String good;
    private String bad;

    @BeforeEach
    void writeReceipts() throws IOException {
        var receipt = new ReceiptMaker(SIGNER, 5).receipt(4);
        good = Files.write(folder.resolve("good.json"), receipt).toString();
        receipt[receipt.length / 2] ^= 1;
        bad = Files.write(folder.resolve("bad.json"), receipt).toString();
    }

    @Test
    void goodReceiptsExitWithZeroAndSayWhetherTheKeyIsPinned() {
        assertThat(run(good, good)).isZero();
        assertThat(out()).contains(good + ": OK: decision ").contains("not pinned");

        out.reset();
        assertThat(run("--key", KEY, good)).isZero();
        assertThat(out()).contains("is leaf 4 of 5 in log candor.local/ledger").doesNotContain("not pinned");
    }

    @Test
    void theKeyMayStandInAFile() throws IOException {
        var file = Files.writeString(folder.resolve("ledger.vkey"), KEY + "\n").toString();

        assertThat(run("--key", file, good)).isZero();
    }

    @Test
    void oneBadReceiptAmongGoodOnesExitsWithOneAndSaysWhatFails() {
        assertThat(run("--key", KEY, good, bad, good)).isEqualTo(1);
        assertThat(out()).contains(bad + ": FAILED: ").containsPattern("\n  [a-zA-Z][^\n]*: [^\n]{8,}");
        assertThat(out().split(": OK: ", -1)).hasSize(3);
    }

    @Test
    void aReceiptCannotWriteOverTheTerminal() throws IOException {
        var text = Files.readString(Path.of(good)).replaceFirst("text-analysis-zh", "\\\\u001b[2J\\\\ngood.json: OK");
        Files.writeString(Path.of(bad), text);

        assertThat(run(bad)).isEqualTo(1);
        assertThat(out())
                .contains("?[2J?good.json: OK")
                .doesNotContain("\u001b")
                .doesNotContain("\ngood.json");
    }

    @Test
    void anotherKeyExitsWithOne() {
        assertThat(run("--key", SignerKey.generate("x").verifierKey().toString(), good))
                .isEqualTo(1);
        assertThat(out()).contains("  key: the receipt names " + KEY);
    }

    @Test
    void wrongUsageAndUnreadableFilesExitWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--key")).isEqualTo(2);
        assertThat(run("--key", KEY)).isEqualTo(2);
        assertThat(run("--wat", good)).isEqualTo(2);
        assertThat(err()).contains("usage: ");

        assertThat(run("--key", "nonsense", good)).isEqualTo(2);
        assertThat(err()).contains("--key nonsense: a verifier key reads name+hash+base64");
        assertThat(run(folder.resolve("missing.json").toString())).isEqualTo(2);
        assertThat(err()).contains("missing.json cannot be read");
        assertThat(run(folder.toString())).isEqualTo(2);
    }

    private int run(String... arguments) {
        var command = new VerifyReceiptCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return command.run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
