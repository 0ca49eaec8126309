package io.candor.auditledger.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.auditledger.merkle.InclusionProof;
import io.candor.platform.decision.CanonicalJson;

/**
 * The proof that a decision is in the log.
 *
 * @param tenantSeq the tenant's own number of the decision
 * @param record the decision record
 * @param proof the path from the leaf to the root that the checkpoint signs
 * @param checkpoint the C2SP signed note
 * @param key the key that the note verifies with, as text
 */
record Receipt(long tenantSeq, JsonNode record, InclusionProof proof, String checkpoint, String key) {
    /** The receipt in its canonical form (RFC 8785), so that its bytes leave nothing to choose. */
    String text() {
        var receipt = JsonNodeFactory.instance.objectNode();
        receipt.putObject("leaf").put("tenant_seq", tenantSeq).set("record", record);
        receipt.put("leaf_index", proof.leafIndex()).put("tree_size", proof.treeSize());
        var path = receipt.putArray("inclusion_proof");
        proof.path().forEach(hash -> path.add(hash.base64()));
        receipt.put("checkpoint", checkpoint).put("key", key);
        return CanonicalJson.text(receipt);
    }
}
