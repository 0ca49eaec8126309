package io.candor.auditledger.merkle;

import java.util.regex.Pattern;

/**
 * The place of a tile of hashes (C2SP tlog-tiles, "Merkle Tree"): tile {@code index} of level {@code level} holds up to
 * {@value #WIDTH} hashes of perfect subtrees over {@code 256^level} leaves each.
 *
 * @param level 0 for hashes of leaves; 63 at most
 * @param index how many tiles of this level lie to its left
 */
public record TileId(int level, long index) {
    /** The hashes in a full tile. */
    public static final int WIDTH = 256;

    static final int HEIGHT = 8;

    private static final int HIGHEST_LEVEL = 63;
    private static final int GROUP = 1000;
    private static final Pattern PATH =
            Pattern.compile("([0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** A tile that can be named. */
    public TileId {
        if (level < 0 || level > HIGHEST_LEVEL || index < 0) {
            throw new IllegalArgumentException("there is no tile " + index + " of level " + level);
        }
    }

    /** A tile that is asked for by its path: {@code width} hashes of it. */
    public record Part(TileId id, int width) {
        /** A part of at least one hash. */
        public Part {
            if (width < 1 || width > WIDTH) {
                throw new IllegalArgumentException("a tile has from 1 to " + WIDTH + " hashes, not " + width);
            }
        }

        /** The path below {@code tile/}, such as {@code 0/x001/x234/067} or {@code 1/000.p/5}. */
        public String path() {
            var groups = new StringBuilder("%03d".formatted(id.index % GROUP));
            for (var rest = id.index / GROUP; rest > 0; rest /= GROUP) {
                groups.insert(0, "x%03d/".formatted(rest % GROUP));
            }
            return id.level + "/" + groups + (width == WIDTH ? "" : ".p/" + width);
        }

        /**
         * Reads a path below {@code tile/}; each tile has one path.
         *
         * @throws IllegalArgumentException when it is none
         */
        public static Part parse(String path) {
            var matcher = PATH.matcher(path);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(path + " is no path of a tile");
            }
            var groups = matcher.group(2).replace("x", "").replace("/", "");
            if (groups.length() > 18) {
                throw new IllegalArgumentException("the index of tile " + path + " is too large");
            }
            var width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
            var part = new Part(new TileId(Integer.parseInt(matcher.group(1)), Long.parseLong(groups)), width);
            if (!part.path().equals(path)) {
                throw new IllegalArgumentException(path + " is no path of a tile; " + part.path() + " is");
            }
            return part;
        }
    }

    /** The tile that the hash of this node can be computed from. */
    static TileId holding(NodeId node) {
        var inTile = node.level() % HEIGHT;
        return new TileId(node.level() / HEIGHT, node.index() << inTile >>> HEIGHT);
    }

    /** How many hashes this tile has in the tree over {@code size} leaves; 0 where it is not there yet. */
    public int widthIn(long size) {
        var hashes = HEIGHT * level < Long.SIZE ? size >>> HEIGHT * level : 0;
        return (int) Math.clamp(hashes - (index << HEIGHT), 0, WIDTH);
    }
}
