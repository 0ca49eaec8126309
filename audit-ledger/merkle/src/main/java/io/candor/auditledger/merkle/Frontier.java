package io.candor.auditledger.merkle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The right edge of a tree: all that is needed to append leaves. */
public final class Frontier {
    private final Deque<Hash> perfect = new ArrayDeque<>();
    private long size;

    private Frontier(long size) {
        this.size = size;
    }

    /** The edge of the tree over the first {@code size} leaves. */
    public static Frontier of(long size, NodeSource source) {
        var frontier = new Frontier(size);
        var ids = NodeId.covering(0, size);
        if (!ids.isEmpty()) {
            var nodes = source.nodes(Set.copyOf(ids));
            ids.forEach(id -> frontier.perfect.push(id.in(nodes)));
        }
        return frontier;
    }

    /** Appends a leaf; the answer is every node that it completes, the leaf first. */
    public List<Node> append(Hash leaf) {
        var completed = new ArrayList<Node>();
        completed.add(new Node(new NodeId(0, size), leaf));
        var hash = leaf;
        for (var level = 1; (size >>> (level - 1) & 1) == 1; level++) {
            hash = TreeHash.node(perfect.pop(), hash);
            completed.add(new Node(new NodeId(level, size >>> level), hash));
        }
        perfect.push(hash);
        size++;
        return completed;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The root of the tree. */
    public Hash root() {
        return perfect.stream()
                .reduce((right, left) -> TreeHash.node(left, right))
                .orElseGet(TreeHash::empty);
    }
}
