package io.candor.auditledger.receipt;

import io.candor.auditledger.merkle.InvalidNoteException;
import io.candor.auditledger.merkle.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks receipt files from the command line, with nothing running. */
public final class VerifyReceiptCommand {
    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;
    private static final String USAGE = "usage: verify [--key VERIFIER-KEY|FILE] RECEIPT...";

    private final PrintStream out;
    private final PrintStream err;

    VerifyReceiptCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Exits with 0 if every receipt is good, 1 if one is not, 2 if one cannot be read or the usage is wrong. */
    public static void main(String[] arguments) {
        System.exit(new VerifyReceiptCommand(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        var files = new ArrayList<>(arguments);
        var pinned = !files.isEmpty() && files.getFirst().equals("--key");
        try {
            var verifier = ReceiptVerifier.trustingTheReceipt();
            if (pinned) {
                if (files.size() < 2) {
                    throw new UnusableException(USAGE);
                }
                verifier = ReceiptVerifier.pinnedTo(key(files.get(1)));
                files.subList(0, 2).clear();
            }
            if (files.isEmpty() || files.getFirst().startsWith("--")) {
                throw new UnusableException(USAGE);
            }
            return verify(verifier, pinned, files);
        } catch (UnusableException unusable) {
            err.println(unusable.getMessage());
            return UNUSABLE;
        }
    }

    private int verify(ReceiptVerifier verifier, boolean pinned, List<String> files) throws UnusableException {
        var status = GOOD;
        for (var file : files) {
            var verification = verifier.verify(read(file));
            if (verification.isVerified()) {
                say(file + ": OK: " + verification.statement());
            } else {
                say(file + ": FAILED: " + verification.statement());
                verification.failures().forEach(failure -> say("  " + failure));
                status = FAILED;
            }
        }
        if (!pinned) {
            say("The key was taken from the receipt itself and is not pinned: pass --key to check who signed.");
        }
        return status;
    }

    /** A receipt is somebody else's text: what would move the cursor or break the line is not printed as it is. */
    private void say(String line) {
        out.println(line.replaceAll("\\p{Cntrl}", "?"));
    }

    private static VerifierKey key(String keyOrFile) throws UnusableException {
        var text = keyOrFile;
        try {
            if (Files.isRegularFile(Path.of(keyOrFile))) {
                text = Files.readString(Path.of(keyOrFile)).strip();
            }
            return VerifierKey.parse(text);
        } catch (IOException | InvalidPathException | InvalidNoteException refused) {
            throw new UnusableException("--key " + keyOrFile + ": " + refused.getMessage());
        }
    }

    private static byte[] read(String file) throws UnusableException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw new UnusableException(file + " cannot be read: " + unreadable);
        }
    }

    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }
}
