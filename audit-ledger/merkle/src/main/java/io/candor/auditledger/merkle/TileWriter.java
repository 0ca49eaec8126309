package io.candor.auditledger.merkle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Appends leaves to a tree that is kept in tiles; only tiles at its right edge change. */
public final class TileWriter {
    private final Frontier frontier;
    private final Map<TileId, Tile> edge;
    private final Map<TileId, Tile> changed = new LinkedHashMap<>();

    /** A writer that goes on where the tree over {@code size} leaves ends. */
    public TileWriter(long size, TileSource source) {
        this.frontier = Frontier.of(size, new TileNodes(source));
        var partial = IntStream.range(0, Long.SIZE / TileId.HEIGHT - 2)
                .mapToObj(level -> new TileId(level, size >>> TileId.HEIGHT * (level + 1)))
                .filter(id -> id.widthIn(size) > 0)
                .collect(Collectors.toSet());
        this.edge = new LinkedHashMap<>(partial.isEmpty() ? Map.of() : source.tiles(partial));
        edge.replaceAll((id, tile) -> new Tile(id, tile.bytes(id.widthIn(size))));
    }

    /** Appends one leaf. */
    public void append(Hash leaf) {
        for (var node : frontier.append(leaf)) {
            if (node.id().level() % TileId.HEIGHT == 0) {
                var id = TileId.holding(node.id());
                var before = edge.get(id);
                var tile = before == null ? new Tile(id, node.hash().bytes()) : before.with(node.hash());
                edge.put(id, tile);
                changed.put(id, tile);
                if (tile.width() == TileId.WIDTH) {
                    edge.remove(id);
                }
            }
        }
    }

    /** How many leaves the tree has. */
    public long size() {
        return frontier.size();
    }

    /** The root of the tree. */
    public Hash root() {
        return frontier.root();
    }

    /** The tiles that are new or wider than before, in their last form. */
    public Collection<Tile> changed() {
        return changed.values();
    }
}
