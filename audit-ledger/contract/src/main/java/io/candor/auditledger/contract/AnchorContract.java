package io.candor.auditledger.contract;

import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.ConsistencyProof;
import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.InvalidNoteException;
import io.candor.auditledger.merkle.InvalidProofException;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the heads of logs so that none of them is ever taken back: a checkpoint is anchored only when one of the log's keys
 * signed it, and a consistency proof (RFC 6962 section 2.1.2) shows that it goes on where the last one ended.
 */
public final class AnchorContract {
    private final ContractState state;

    /** A contract over what {@code state} remembers. */
    public AnchorContract(ContractState state) {
        this.state = state;
    }

    /**
     * An anchored checkpoint.
     *
     * @param size how many leaves the log had
     * @param note the signed note
     * @param added whether this very call anchored it; false where it was there already
     */
    public record Anchor(long size, String note, boolean added) {}

    /**
     * Opens a log under its key's name; a second time with the same key changes nothing.
     *
     * @param key the log's verifier key
     * @throws ContractRefusal {@code key-malformed}, {@code log-known}
     */
    public void open(String key) {
        var verifier = key(key);
        var known = keys(verifier.name());
        if (known.isEmpty()) {
            state.put(keysOf(verifier.name()), verifier + "\n");
        } else if (!known.contains(verifier)) {
            throw new ContractRefusal("log-known", "Log " + verifier.name() + " was opened with another key");
        }
    }

    /**
     * Adds a key to a log, which its last key must vouch for: the note's text is the new key, alone in one line.
     *
     * @throws ContractRefusal {@code note-malformed}, {@code key-malformed}, {@code log-unknown}, {@code signature-wrong}
     */
    public void addKey(String note) {
        var signed = note(note);
        var next = key(signed.text().strip());
        var known = known(next.name());
        requireSignature(signed, List.of(known.getLast()));
        if (!known.contains(next)) {
            state.put(keysOf(next.name()), state.get(keysOf(next.name())).orElseThrow() + next + "\n");
        }
    }

    /**
     * Anchors a checkpoint.
     *
     * @param note the signed checkpoint
     * @param proof the consistency proof from the last anchored size, as base64 of its hashes; empty from nothing
     * @throws ContractRefusal {@code note-malformed}, {@code log-unknown}, {@code signature-wrong}, {@code smaller}, {@code
     *     fork}, {@code proof-malformed}, {@code inconsistent}
     */
    public Anchor anchor(String note, List<String> proof) {
        var signed = note(note);
        var checkpoint = checkpoint(signed);
        requireSignature(signed, known(checkpoint.origin()));
        var last = head(checkpoint.origin());
        if (last.isPresent()) {
            var before = checkpoint(note(last.get()));
            if (checkpoint.size() < before.size()) {
                throw new ContractRefusal(
                        "smaller",
                        "The checkpoint has " + checkpoint.size() + " leaves, the anchored one has " + before.size());
            }
            if (checkpoint.size() == before.size()) {
                requireSame(checkpoint, before);
                return new Anchor(before.size(), last.get(), false);
            }
            requireConsistent(before, checkpoint, proof);
        }
        state.put(headOf(checkpoint.origin()), note);
        state.put(anchorOf(checkpoint.origin(), checkpoint.size()), note);
        return new Anchor(checkpoint.size(), note, true);
    }

    /** The last anchored checkpoint of a log. */
    public Optional<String> head(String origin) {
        return state.get(headOf(origin));
    }

    /** The anchored checkpoint of a log at this size. */
    public Optional<String> at(String origin, long size) {
        return state.get(anchorOf(origin, size));
    }

    private static void requireSame(Checkpoint checkpoint, Checkpoint before) {
        if (!checkpoint.root().equals(before.root())) {
            throw new ContractRefusal(
                    "fork",
                    "Two checkpoints of " + before.size() + " leaves have different roots: "
                            + before.root().base64() + " is anchored, "
                            + checkpoint.root().base64() + " was sent");
        }
    }

    private static void requireConsistent(Checkpoint before, Checkpoint next, List<String> proof) {
        var path = new ArrayList<Hash>();
        for (var hash : proof) {
            try {
                path.add(Hash.fromBase64(hash));
            } catch (IllegalArgumentException refused) {
                throw new ContractRefusal("proof-malformed", "Hash " + path.size() + " " + refused.getMessage());
            }
        }
        try {
            new ConsistencyProof(before.size(), next.size(), path).verify(before.root(), next.root());
        } catch (InvalidProofException refused) {
            throw new ContractRefusal(
                    "inconsistent",
                    "The checkpoint of " + next.size() + " leaves is not shown to go on from the anchored one of "
                            + before.size() + ": " + refused.getMessage());
        }
    }

    private static void requireSignature(SignedNote note, List<VerifierKey> keys) {
        var refusals = new ArrayList<String>();
        for (var key : keys) {
            try {
                note.verify(key);
                return;
            } catch (InvalidNoteException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        }
        throw new ContractRefusal("signature-wrong", "The note's signature: " + String.join("; ", refusals));
    }

    private List<VerifierKey> known(String origin) {
        var keys = keys(origin);
        if (keys.isEmpty()) {
            throw new ContractRefusal("log-unknown", "No log " + origin + " was opened");
        }
        return keys;
    }

    private List<VerifierKey> keys(String origin) {
        return state.get(keysOf(origin)).stream()
                .flatMap(String::lines)
                .map(VerifierKey::parse)
                .toList();
    }

    private static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (InvalidNoteException refused) {
            throw new ContractRefusal("key-malformed", "The key: " + refused.getMessage());
        }
    }

    private static SignedNote note(String text) {
        try {
            return SignedNote.parse(text);
        } catch (InvalidNoteException refused) {
            throw new ContractRefusal("note-malformed", "The note " + refused.getMessage());
        }
    }

    private static Checkpoint checkpoint(SignedNote note) {
        try {
            return Checkpoint.parse(note.text());
        } catch (InvalidNoteException refused) {
            throw new ContractRefusal("note-malformed", "The checkpoint's " + refused.getMessage());
        }
    }

    private static String keysOf(String origin) {
        return "keys " + origin;
    }

    private static String headOf(String origin) {
        return "head " + origin;
    }

    private static String anchorOf(String origin, long size) {
        return "anchor " + origin + " " + size;
    }
}
