package io.candor.auditledger.merkle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The nodes of a tree that is kept in tiles. */
public record TileNodes(TileSource source) implements NodeSource {
    @Override
    public Map<NodeId, Hash> nodes(Set<NodeId> ids) {
        var tiles = source.tiles(ids.stream().map(TileId::holding).collect(Collectors.toSet()));
        var nodes = new HashMap<NodeId, Hash>();
        for (var id : ids) {
            var tile = tiles.get(TileId.holding(id));
            if (tile == null) {
                throw new IllegalStateException("the tree has no tile " + TileId.holding(id));
            }
            nodes.put(id, tile.node(id));
        }
        return nodes;
    }
}
