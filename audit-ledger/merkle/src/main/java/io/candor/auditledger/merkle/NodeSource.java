package io.candor.auditledger.merkle;

import java.util.Map;
import java.util.Set;

/** Where a tree finds the hashes of its perfect subtrees. */
@FunctionalInterface
public interface NodeSource {
    /** The hashes of all these nodes; each of them must be known. */
    Map<NodeId, Hash> nodes(Set<NodeId> ids);
}
