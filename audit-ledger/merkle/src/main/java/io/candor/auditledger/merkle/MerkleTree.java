package io.candor.auditledger.merkle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Computes roots and proofs of an append-only tree at any of its sizes, with one look at the nodes for each. */
public final class MerkleTree {
    private final NodeSource source;

    /** A tree with these nodes. */
    public MerkleTree(NodeSource source) {
        this.source = source;
    }

    /** The root over the first {@code size} leaves: MTH(D[size]) of RFC 6962 section 2.1. */
    public Hash root(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        return size == 0
                ? TreeHash.empty()
                : hashes(List.of(new Range(0, size))).getFirst();
    }

    /** The proof that a leaf is in the tree of this size: PATH of RFC 6962 section 2.1.1. */
    public InclusionProof inclusionProof(long leafIndex, long size) {
        if (leafIndex < 0 || leafIndex >= size) {
            throw new IllegalArgumentException("leaf " + leafIndex + " is not in a tree of size " + size);
        }
        var path = new ArrayList<Range>();
        addPath(leafIndex, new Range(0, size), path);
        return new InclusionProof(leafIndex, size, hashes(path));
    }

    /** The proof that a smaller tree is the beginning of a larger one: PROOF of RFC 6962 section 2.1.2. */
    public ConsistencyProof consistencyProof(long fromSize, long toSize) {
        if (fromSize < 0 || fromSize > toSize) {
            throw new IllegalArgumentException("a tree of size " + toSize + " does not begin with " + fromSize);
        }
        var path = new ArrayList<Range>();
        if (fromSize > 0) {
            addSubproof(fromSize, new Range(0, toSize), true, path);
        }
        return new ConsistencyProof(fromSize, toSize, hashes(path));
    }

    private static void addPath(long leafIndex, Range range, List<Range> path) {
        if (range.size() == 1) {
            return;
        }
        if (leafIndex < range.split()) {
            addPath(leafIndex, range.left(), path);
            path.add(range.right());
        } else {
            addPath(leafIndex, range.right(), path);
            path.add(range.left());
        }
    }

    private static void addSubproof(long fromSize, Range range, boolean knownToVerifier, List<Range> path) {
        if (fromSize == range.end()) {
            if (!knownToVerifier) {
                path.add(range);
            }
        } else if (fromSize <= range.split()) {
            addSubproof(fromSize, range.left(), knownToVerifier, path);
            path.add(range.right());
        } else {
            addSubproof(fromSize, range.right(), false, path);
            path.add(range.left());
        }
    }

    private List<Hash> hashes(List<Range> ranges) {
        var ids = new LinkedHashSet<NodeId>();
        ranges.forEach(range -> ids.addAll(NodeId.covering(range.begin(), range.end())));
        if (ids.isEmpty()) {
            return List.of();
        }
        var nodes = source.nodes(ids);
        return ranges.stream().map(range -> hash(range, nodes)).toList();
    }

    private static Hash hash(Range range, Map<NodeId, Hash> nodes) {
        var ids = NodeId.covering(range.begin(), range.end());
        var hash = ids.getLast().in(nodes);
        for (var id : ids.reversed().subList(1, ids.size())) {
            hash = TreeHash.node(id.in(nodes), hash);
        }
        return hash;
    }

    /** A subtree over the leaves {@code [begin, end)}. */
    private record Range(long begin, long end) {
        long size() {
            return end - begin;
        }

        /** Where the largest power of two smaller than the size splits it. */
        long split() {
            return begin + Long.highestOneBit(size() - 1);
        }

        Range left() {
            return new Range(begin, split());
        }

        Range right() {
            return new Range(split(), end);
        }
    }
}
