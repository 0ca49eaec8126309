package io.candor.auditledger.log;

import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.TreeHash;
import java.nio.charset.StandardCharsets;

/**
 * What a leaf of the log says.
 *
 * @param tenantSeq the tenant's own number, from 1 and without gaps
 * @param record the canonical form (RFC 8785) of the decision record
 */
record Leaf(long tenantSeq, String record) {
    /** The canonical form of the leaf; its record is canonical already, and "record" sorts before "tenant_seq". */
    String text() {
        return "{\"record\":" + record + ",\"tenant_seq\":" + tenantSeq + "}";
    }

    Hash hash() {
        return TreeHash.leaf(text().getBytes(StandardCharsets.UTF_8));
    }
}
