package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every proof of every tree of up to 2,000 leaves, and some of a tree of ten million. */
class EveryProofTest {
    private static final int MOST = 2000;

    @Test
    void everyInclusionProofToTwoThousandLeavesVerifies() {
        var nodes = GrowingTree.ofSize(MOST);
        var tree = nodes.tree();
        var verified = 0;
        for (var size = 1; size <= MOST; size++) {
            var root = tree.root(size);
            for (var leaf = 0; leaf < size; leaf++) {
                tree.inclusionProof(leaf, size).verify(nodes.leaf(leaf), root);
                verified++;
            }
        }
        assertThat(verified).isEqualTo(MOST * (MOST + 1) / 2);
    }

    @Test
    void everyConsistencyProofToTwoThousandLeavesVerifies() {
        var tree = GrowingTree.ofSize(MOST).tree();
        var roots = new ArrayList<Hash>();
        for (var size = 0; size <= MOST; size++) {
            roots.add(tree.root(size));
        }
        var verified = 0;
        for (var to = 0; to <= MOST; to++) {
            for (var from = 0; from <= to; from++) {
                tree.consistencyProof(from, to).verify(roots.get(from), roots.get(to));
                verified++;
            }
        }
        assertThat(verified).isEqualTo((MOST + 1) * (MOST + 2) / 2);
    }

    @Test
    void randomProofsOfTenMillionLeavesVerify() {
        var leaves = new LargeTree(10_000_000);
        var tree = new MerkleTree(leaves);
        var random = new SplittableRandom(6962);
        for (var i = 0; i < 300; i++) {
            var size = random.nextLong(1, leaves.size() + 1);
            var from = random.nextLong(0, size + 1);
            var leaf = random.nextLong(0, size);
            var root = tree.root(size);
            tree.inclusionProof(leaf, size).verify(leaves.leaf(leaf), root);
            tree.consistencyProof(from, size).verify(tree.root(from), root);
        }
        assertThat(leaves.size()).isEqualTo(10_000_000);
    }

    /** A tree that keeps its upper nodes alone and makes the lower ones anew from their leaves' numbers. */
    private static final class LargeTree implements NodeSource {
        private static final int KEPT = 12;

        private final long size;
        private final Map<NodeId, Hash> upper = new HashMap<>();

        LargeTree(long size) {
            this.size = size;
            var frontier = Frontier.of(0, this);
            for (var chunk = 0L; chunk < size >> KEPT; chunk++) {
                // The same nodes as one level higher up: a chunk's root stands where a leaf would.
                for (var node : frontier.append(made(KEPT, chunk))) {
                    upper.put(new NodeId(node.id().level() + KEPT, node.id().index()), node.hash());
                }
            }
        }

        long size() {
            return size;
        }

        Hash leaf(long index) {
            return TreeHash.leaf(
                    new byte[] {(byte) index, (byte) (index >> 8), (byte) (index >> 16), (byte) (index >> 24)});
        }

        private Hash made(int level, long index) {
            return level == 0 ? leaf(index) : TreeHash.node(made(level - 1, 2 * index), made(level - 1, 2 * index + 1));
        }

        @Override
        public Map<NodeId, Hash> nodes(Set<NodeId> ids) {
            var found = new HashMap<NodeId, Hash>();
            ids.forEach(id -> found.put(id, id.level() < KEPT ? made(id.level(), id.index()) : id.in(upper)));
            return found;
        }
    }
}
