package io.candor.auditledger.merkle;

import java.util.List;

/** The audit path from a leaf to the root of a tree (RFC 6962 section 2.1.1). */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {
    /** A proof whose path cannot change any more. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * The root of the tree that holds this leaf hash (RFC 9162 section 2.1.3.2).
     *
     * @throws InvalidProofException if the path fits no leaf with this index in a tree of this size
     */
    public Hash root(Hash leafHash) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            throw new InvalidProofException("leaf " + leafIndex + " is not in a tree of size " + treeSize);
        }
        var fn = leafIndex;
        var sn = treeSize - 1;
        var hash = leafHash;
        var used = 0;
        while (sn > 0) {
            if ((fn & 1) == 1 || fn < sn) {
                if (used == path.size()) {
                    throw wrongLength();
                }
                hash = (fn & 1) == 1 ? TreeHash.node(path.get(used), hash) : TreeHash.node(hash, path.get(used));
                used++;
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        if (used != path.size()) {
            throw wrongLength();
        }
        return hash;
    }

    /**
     * Checks that the tree with this root holds this leaf hash.
     *
     * @throws InvalidProofException if it is not proved
     */
    public void verify(Hash leafHash, Hash root) {
        var computed = root(leafHash);
        if (!computed.equals(root)) {
            throw new InvalidProofException("root computed from leaf " + leafIndex + " is " + computed.base64()
                    + ", checkpoint says " + root.base64());
        }
    }

    /** How many hashes a path from this leaf to the root of this tree has. */
    private int length() {
        var inner = 64 - Long.numberOfLeadingZeros(leafIndex ^ (treeSize - 1));
        return inner + Long.bitCount(leafIndex >>> inner);
    }

    private InvalidProofException wrongLength() {
        return new InvalidProofException("has " + path.size() + " hashes, but leaf " + leafIndex + " in a tree of size "
                + treeSize + " needs " + length());
    }
}
