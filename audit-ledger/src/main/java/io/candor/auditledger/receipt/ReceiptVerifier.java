package io.candor.auditledger.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.InclusionProof;
import io.candor.auditledger.merkle.InvalidNoteException;
import io.candor.auditledger.merkle.InvalidProofException;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.TreeHash;
import io.candor.auditledger.merkle.VerifierKey;
import io.candor.platform.decision.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks receipts with nothing but their bytes and, if the caller has it, the log's key. */
public final class ReceiptVerifier {
    private final @Nullable VerifierKey pinned;

    private ReceiptVerifier(@Nullable VerifierKey pinned) {
        this.pinned = pinned;
    }

    /** A verifier that trusts this key alone. */
    public static ReceiptVerifier pinnedTo(VerifierKey key) {
        return new ReceiptVerifier(key);
    }

    /** A verifier that takes the key from each receipt, which then proves nothing about who runs the log. */
    public static ReceiptVerifier trustingTheReceipt() {
        return new ReceiptVerifier(null);
    }

    /** Checks one receipt. */
    public Verification verify(byte[] file) {
        try {
            var receipt = ReceiptJson.parse(file);
            ReceiptShape.require(receipt);
            return new Check(receipt).run();
        } catch (MalformedReceiptException malformed) {
            return new Verification(List.of(String.valueOf(malformed.getMessage())), "no receipt that can be read");
        }
    }

    /** The check of one receipt, which goes on after a failure as far as it can. */
    private final class Check {
        private final JsonNode receipt;
        private final long leafIndex;
        private final long treeSize;
        private final List<String> failures = new ArrayList<>();

        Check(JsonNode receipt) {
            this.receipt = receipt;
            this.leafIndex = receipt.path("leaf_index").longValue();
            this.treeSize = receipt.path("tree_size").longValue();
        }

        Verification run() {
            var key = key();
            var note = note();
            var checkpoint = note == null ? null : checkpoint(note);
            if (note != null && key != null) {
                signature(note, key);
            }
            if (checkpoint != null) {
                size(checkpoint);
                origin(checkpoint, key);
                inclusion(checkpoint);
            }
            return new Verification(failures, statement(checkpoint));
        }

        private @Nullable VerifierKey key() {
            VerifierKey named;
            try {
                named = VerifierKey.parse(text("key"));
            } catch (InvalidNoteException refused) {
                failures.add("key: " + refused.getMessage());
                return pinned;
            }
            if (pinned != null && !pinned.equals(named)) {
                failures.add("key: the receipt names " + named + ", but the pinned key is " + pinned);
                return pinned;
            }
            return named;
        }

        private @Nullable SignedNote note() {
            try {
                return SignedNote.parse(text("checkpoint"));
            } catch (InvalidNoteException refused) {
                failures.add("checkpoint: " + refused.getMessage());
                return null;
            }
        }

        private @Nullable Checkpoint checkpoint(SignedNote note) {
            try {
                return Checkpoint.parse(note.text());
            } catch (InvalidNoteException refused) {
                failures.add("checkpoint: " + refused.getMessage());
                return null;
            }
        }

        private void signature(SignedNote note, VerifierKey key) {
            try {
                note.verify(key);
            } catch (InvalidNoteException refused) {
                failures.add("signature: " + refused.getMessage());
            }
        }

        private void size(Checkpoint checkpoint) {
            if (checkpoint.size() != treeSize) {
                failures.add("tree size: the receipt says " + treeSize + ", checkpoint says " + checkpoint.size());
            }
        }

        private void origin(Checkpoint checkpoint, @Nullable VerifierKey key) {
            if (key != null && !checkpoint.origin().equals(key.name())) {
                failures.add("origin: checkpoint is of log " + checkpoint.origin() + ", but the key is that of "
                        + key.name());
            }
        }

        private void inclusion(Checkpoint checkpoint) {
            var leafHash = TreeHash.leaf(CanonicalJson.bytes(receipt.path("leaf")));
            try {
                new InclusionProof(leafIndex, treeSize, path()).verify(leafHash, checkpoint.root());
            } catch (InvalidProofException refused) {
                failures.add("inclusion proof: " + refused.getMessage() + " (the leaf as it stands hashes to "
                        + leafHash.base64() + "; its content, its place or the path is not what was signed)");
            } catch (MalformedReceiptException refused) {
                failures.add(String.valueOf(refused.getMessage()));
            }
        }

        private List<Hash> path() {
            var path = new ArrayList<Hash>();
            for (var hash : receipt.path("inclusion_proof")) {
                try {
                    path.add(Hash.fromBase64(hash.textValue()));
                } catch (IllegalArgumentException refused) {
                    throw new MalformedReceiptException(
                            "inclusion_proof[" + path.size() + "]: " + refused.getMessage());
                }
            }
            return path;
        }

        private String statement(@Nullable Checkpoint checkpoint) {
            var record = receipt.path("leaf").path("record");
            return "decision " + record.path("id").asText() + " by " + decider(record) + " is leaf " + leafIndex
                    + " of "
                    + treeSize
                    + (checkpoint == null ? "" : " in log " + checkpoint.origin());
        }

        private static String decider(JsonNode record) {
            var model = record.path("model");
            return model.isObject()
                    ? "model " + model.path("name").asText() + " "
                            + model.path("version").asText()
                    : "the platform's " + record.path("app").asText();
        }

        private String text(String field) {
            return receipt.path(field).asText();
        }
    }
}
