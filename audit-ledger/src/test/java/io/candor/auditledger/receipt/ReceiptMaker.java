package io.candor.auditledger.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.Frontier;
import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.MerkleTree;
import io.candor.auditledger.merkle.NodeId;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.TreeHash;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log in memory that gives receipts as the ledger does. */
final class ReceiptMaker {
    static final String ORIGIN = "candor.local/ledger";

    /** The leaf that no model made. */
    static final int BY_THE_PLATFORM = 3;

    private final SignerKey signer;
    private final List<JsonNode> records = new ArrayList<>();
    private final Map<NodeId, Hash> nodes = new HashMap<>();
    private final Frontier frontier = Frontier.of(0, ids -> Map.of());

    ReceiptMaker(SignerKey signer, int size) {
        this.signer = signer;
        for (var i = 0; i < size; i++) {
            var record = DecisionJson.of(TestTokens.TENANT);
            if (i == BY_THE_PLATFORM) {
                record.remove("model");
            }
            records.add(record);
            var leaf = JsonNodeFactory.instance.objectNode().put("tenant_seq", i + 1);
            leaf.set("record", record);
            frontier.append(TreeHash.leaf(CanonicalJson.bytes(leaf)))
                    .forEach(node -> nodes.put(node.id(), node.hash()));
        }
    }

    /** The receipt of a leaf, as compact as it can be. */
    byte[] receipt(int index) {
        var proof = new MerkleTree(ids -> nodes).inclusionProof(index, frontier.size());
        var checkpoint = new Checkpoint(ORIGIN, frontier.size(), frontier.root());
        var note = SignedNote.sign(checkpoint.text(), signer).toString();
        var key = signer.verifierKey().toString();
        return new Receipt(index + 1, records.get(index), proof, note, key)
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }
}
