package io.candor.auditledger.merkle;

import java.util.Arrays;

/**
 * Hashes that lie side by side in a tree (C2SP tlog-tiles). The nodes above them, inside the tile, are computed once, when
 * they are first asked for.
 */
public final class Tile {
    private final TileId id;
    private final byte[] hashes;
    private final Hash[][] above = new Hash[TileId.HEIGHT][];

    /**
     * A tile of these hashes, one after the other.
     *
     * @param hashes from 1 to {@value TileId#WIDTH} times {@value Hash#SIZE} bytes
     */
    public Tile(TileId id, byte[] hashes) {
        if (hashes.length == 0 || hashes.length % Hash.SIZE != 0 || hashes.length > TileId.WIDTH * Hash.SIZE) {
            throw new IllegalArgumentException("tile " + id + " has " + hashes.length + " bytes");
        }
        this.id = id;
        this.hashes = hashes.clone();
    }

    /** Where it lies. */
    public TileId id() {
        return id;
    }

    /** How many hashes it has. */
    public int width() {
        return hashes.length / Hash.SIZE;
    }

    /** The first {@code width} hashes, as they are served. */
    public byte[] bytes(int width) {
        return Arrays.copyOf(hashes, width * Hash.SIZE);
    }

    /** The tile with one more hash at its end. */
    public Tile with(Hash next) {
        var longer = Arrays.copyOf(hashes, hashes.length + Hash.SIZE);
        System.arraycopy(next.bytes(), 0, longer, hashes.length, Hash.SIZE);
        return new Tile(id, longer);
    }

    /** The hash of a node that lies in this tile, all of it. */
    Hash node(NodeId node) {
        var level = node.level() % TileId.HEIGHT;
        return at(level, (int) (node.index() - (id.index() << TileId.HEIGHT - level)));
    }

    private Hash at(int level, int position) {
        if ((position + 1) << level > width()) {
            throw new IllegalStateException("tile " + id + " has only " + width() + " hashes");
        }
        if (level == 0) {
            return Hash.of(Arrays.copyOfRange(hashes, position * Hash.SIZE, (position + 1) * Hash.SIZE));
        }
        synchronized (above) {
            return computed(level, position);
        }
    }

    private Hash computed(int level, int position) {
        if (above[level] == null) {
            above[level] = new Hash[width() >> level];
        }
        var known = above[level][position];
        if (known == null) {
            known = TreeHash.node(at(level - 1, 2 * position), at(level - 1, 2 * position + 1));
            above[level][position] = known;
        }
        return known;
    }
}
