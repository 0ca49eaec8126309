package io.candor.auditledger.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The place of a perfect subtree: the one over the leaves {@code [index << level, (index + 1) << level)}.
 *
 * @param level 0 for a leaf
 * @param index how many subtrees of this level lie to its left
 */
public record NodeId(int level, long index) {
    /** The perfect subtrees that a subtree over the leaves {@code [begin, end)} consists of, from left to right. */
    static List<NodeId> covering(long begin, long end) {
        var ids = new ArrayList<NodeId>();
        for (var at = begin; at < end; ) {
            var level = 63 - Long.numberOfLeadingZeros(end - at);
            ids.add(new NodeId(level, at >>> level));
            at += 1L << level;
        }
        return ids;
    }

    /** The hash of this node, which must be among these. */
    Hash in(Map<NodeId, Hash> nodes) {
        var hash = nodes.get(this);
        if (hash == null) {
            throw new IllegalStateException("the tree has no " + this);
        }
        return hash;
    }
}
