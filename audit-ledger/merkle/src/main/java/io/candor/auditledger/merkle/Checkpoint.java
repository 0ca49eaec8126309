package io.candor.auditledger.merkle;

import java.util.List;

/**
 * The head of a log at one size (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log
 * @param size how many leaves its tree has
 * @param root the root of that tree
 * @param extensions further lines, opaque and seldom there
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    /** A checkpoint whose lines are sound. */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new InvalidNoteException("origin is one line and not empty");
        }
        if (size < 0) {
            throw new InvalidNoteException("size is negative");
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0)) {
            throw new InvalidNoteException("extension is one line and not empty");
        }
    }

    /** A checkpoint without extension lines. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads the text of a note.
     *
     * @throws InvalidNoteException naming the line that is malformed
     */
    public static Checkpoint parse(String text) {
        var lines = List.of(text.split("\n", -1));
        if (lines.size() < 4 || !lines.getLast().isEmpty()) {
            throw new InvalidNoteException("has fewer than the three lines origin, size and root hash");
        }
        var extensions = lines.subList(3, lines.size() - 1);
        return new Checkpoint(lines.getFirst(), parseSize(lines.get(1)), parseRoot(lines.get(2)), extensions);
    }

    /** The text of the note that carries this checkpoint. */
    public String text() {
        var text = new StringBuilder(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root.base64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static long parseSize(String line) {
        if (!line.matches("0|[1-9][0-9]{0,18}")) {
            throw new InvalidNoteException("size is not a decimal number without leading zeroes: " + line);
        }
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException tooLarge) {
            throw new InvalidNoteException("size is too large: " + line);
        }
    }

    private static Hash parseRoot(String line) {
        try {
            return Hash.fromBase64(line);
        } catch (IllegalArgumentException refused) {
            throw new InvalidNoteException("root hash " + refused.getMessage());
        }
    }
}
