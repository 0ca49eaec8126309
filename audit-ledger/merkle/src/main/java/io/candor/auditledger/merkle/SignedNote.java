package io.candor.auditledger.merkle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A text signed by one or more keys (C2SP signed-note). */
public final class SignedNote {
    private static final int MOST_SIGNATURES = 100;

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** Signs a text, which must end with a newline. */
    public static SignedNote sign(String text, SignerKey signer) {
        if (!text.endsWith("\n")) {
            throw new InvalidNoteException("the text of a note ends with a newline");
        }
        refuseControlCharacters(text);
        return new SignedNote(text, List.of(signature(text, signer, Instant.now())));
    }

    private static NoteSignature signature(String text, SignerKey signer, Instant now) {
        return new NoteSignature(signer.verifierKey().id(), signer.sign(utf8(text), now));
    }

    /** The signature lines that a witness with this key adds as of {@code now} (C2SP tlog-witness, "add-checkpoint"). */
    public String cosign(SignerKey witness, Instant now) {
        return signature(text, witness, now).line();
    }

    /**
     * The note with more signature lines, those of them that these keys made and that are not there yet.
     *
     * @param lines each ended by a newline
     * @throws InvalidNoteException when they are no signature lines, or a signature in a key's name is not its own
     */
    public SignedNote with(String lines, Collection<VerifierKey> trusted) {
        var all = new ArrayList<>(signatures);
        for (var added : parse(text + "\n" + lines).signatures) {
            for (var key : trusted) {
                if (added.keyId().equals(key.id())
                        && signatures.stream()
                                .noneMatch(present -> present.keyId().equals(key.id()))) {
                    if (!added.isBy(key, utf8(text))) {
                        throw new InvalidNoteException("does not verify with key " + key.id());
                    }
                    all.add(added);
                }
            }
        }
        return new SignedNote(text, all);
    }

    /**
     * When the witness with this key signed.
     *
     * @return empty when it did not, or its signature is not its own
     */
    public Optional<Instant> cosignedAt(VerifierKey witness) {
        return signatures.stream()
                .filter(each ->
                        witness.isWitness() && each.keyId().equals(witness.id()) && each.isBy(witness, utf8(text)))
                .map(NoteSignature::time)
                .findFirst();
    }

    /**
     * Reads a note without verifying it.
     *
     * @throws InvalidNoteException naming what is malformed
     */
    public static SignedNote parse(String note) {
        refuseControlCharacters(note);
        var blank = note.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new InvalidNoteException("has no blank line between text and signatures");
        }
        var block = note.substring(blank + 2);
        if (block.isEmpty()) {
            throw new InvalidNoteException("has no signature");
        }
        if (!block.endsWith("\n")) {
            throw new InvalidNoteException("does not end with a newline");
        }
        var lines = block.substring(0, block.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new InvalidNoteException("has more than " + MOST_SIGNATURES + " signatures");
        }
        var signatures = List.of(lines).stream().map(NoteSignature::parse).toList();
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /**
     * Verifies every signature by this key; those by other keys are ignored.
     *
     * @throws InvalidNoteException if this key did not sign, or a signature in its name is not its own
     */
    public void verify(VerifierKey key) {
        var own = signatures.stream()
                .filter(each -> each.keyId().equals(key.id()))
                .toList();
        if (own.isEmpty()) {
            var signers =
                    signatures.stream().map(each -> each.keyId().toString()).collect(Collectors.joining(", "));
            throw new InvalidNoteException("none by key " + key.id() + " (signed by " + signers + ")");
        }
        if (!own.stream().allMatch(each -> each.isBy(key, utf8(text)))) {
            throw new InvalidNoteException("does not verify with key " + key.id());
        }
    }

    /** The text, with its final newline. */
    public String text() {
        return text;
    }

    /** How many signature lines there are. */
    public int signatureCount() {
        return signatures.size();
    }

    /** The note as {@link #parse} reads it. */
    @Override
    public String toString() {
        return text + '\n' + signatures.stream().map(NoteSignature::line).collect(Collectors.joining());
    }

    private static void refuseControlCharacters(String note) {
        for (var i = 0; i < note.length(); i++) {
            var c = note.charAt(i);
            if (c < ' ' && c != '\n') {
                throw new InvalidNoteException("holds a control character at position " + i);
            }
        }
        if (!note.equals(new String(utf8(note), StandardCharsets.UTF_8))) {
            throw new InvalidNoteException("is not Unicode text");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
