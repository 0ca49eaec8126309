package io.candor.auditledger.merkle;

import java.util.Map;
import java.util.Set;

/** Where a tree finds its tiles. */
@FunctionalInterface
public interface TileSource {
    /** All these tiles, each as wide as it is known. */
    Map<TileId, Tile> tiles(Set<TileId> ids);
}
