package io.candor.auditledger.merkle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A tree in memory that grows by {@link Frontier} and is read by {@link MerkleTree}. */
final class GrowingTree implements NodeSource {
    private final Map<NodeId, Hash> nodes = new HashMap<>();
    private final Frontier frontier = Frontier.of(0, this);

    static GrowingTree ofSize(int size) {
        var tree = new GrowingTree();
        for (var i = 0; i < size; i++) {
            tree.append(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
        }
        return tree;
    }

    Hash append(byte[] content) {
        frontier.append(TreeHash.leaf(content)).forEach(node -> nodes.put(node.id(), node.hash()));
        return frontier.root();
    }

    Hash leaf(long index) {
        return nodes.get(new NodeId(0, index));
    }

    MerkleTree tree() {
        return new MerkleTree(this);
    }

    @Override
    public Map<NodeId, Hash> nodes(Set<NodeId> ids) {
        var found = new HashMap<NodeId, Hash>();
        ids.forEach(id -> found.put(id, nodes.get(id)));
        return found;
    }
}
