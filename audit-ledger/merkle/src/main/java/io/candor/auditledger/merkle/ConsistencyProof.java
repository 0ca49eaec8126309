package io.candor.auditledger.merkle;

import java.util.List;

/** The proof that a tree is the beginning of a larger one (RFC 6962 section 2.1.2). */
public record ConsistencyProof(long fromSize, long toSize, List<Hash> path) {
    /** A proof whose path cannot change any more. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Checks that the tree with the first root is the beginning of the tree with the second (RFC 9162 section 2.1.4.2).
     *
     * @throws InvalidProofException if it is not proved
     */
    public void verify(Hash fromRoot, Hash toRoot) {
        if (fromSize < 0 || fromSize > toSize) {
            throw new InvalidProofException("a tree of size " + toSize + " does not begin with " + fromSize);
        }
        if (fromSize == toSize || fromSize == 0) {
            verifyTrivial(fromRoot, toRoot);
            return;
        }
        var walk = new Walk(fromRoot);
        same("first", walk.from, fromRoot);
        same("second", walk.to, toRoot);
    }

    private void verifyTrivial(Hash fromRoot, Hash toRoot) {
        if (!path.isEmpty()) {
            throw new InvalidProofException("has " + path.size() + " hashes, but needs none");
        }
        if (fromSize == 0) {
            same("first", TreeHash.empty(), fromRoot);
        }
        if (fromSize == toSize) {
            same("second", fromRoot, toRoot);
        }
    }

    private static void same(String which, Hash computed, Hash root) {
        if (!computed.equals(root)) {
            throw new InvalidProofException(
                    which + " root computed is " + computed.base64() + ", checkpoint says " + root.base64());
        }
    }

    /** Both roots, computed together along the path. */
    private final class Walk {
        private int used;
        private Hash from;
        private Hash to;

        Walk(Hash fromRoot) {
            var fn = fromSize - 1;
            var sn = toSize - 1;
            while ((fn & 1) == 1) {
                fn >>>= 1;
                sn >>>= 1;
            }
            // A first tree that is perfect is itself a node of the second, so the path leaves it out.
            from = fn == 0 ? fromRoot : next();
            to = from;
            while (sn > 0) {
                if ((fn & 1) == 1) {
                    var left = next();
                    from = TreeHash.node(left, from);
                    to = TreeHash.node(left, to);
                } else if (fn < sn) {
                    to = TreeHash.node(to, next());
                }
                fn >>>= 1;
                sn >>>= 1;
            }
            if (used != path.size()) {
                throw new InvalidProofException("has " + (path.size() - used) + " hashes too many");
            }
        }

        private Hash next() {
            if (used == path.size()) {
                throw new InvalidProofException("has only " + used + " hashes, but needs more");
            }
            return path.get(used++);
        }
    }
}
