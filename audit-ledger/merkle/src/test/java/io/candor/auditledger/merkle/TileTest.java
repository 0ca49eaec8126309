package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.candor.auditledger.merkle.TileId.Part;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
    private static final int MOST = 70_000;
    private static final GrowingTree NODES = GrowingTree.ofSize(MOST);

    /** The tiles of a tree, by place. */
    private static final class Tiles {
        private final Map<TileId, Tile> all = new HashMap<>();
        private long size;
        private Hash root = TreeHash.empty();

        /** Appends leaves in one batch. */
        void growTo(long next) {
            var writer = new TileWriter(size, this::only);
            for (var leaf = size; leaf < next; leaf++) {
                writer.append(NODES.leaf(leaf));
            }
            writer.changed().forEach(tile -> all.put(tile.id(), tile));
            size = writer.size();
            root = writer.root();
        }

        Map<TileId, Tile> only(java.util.Set<TileId> ids) {
            var found = new HashMap<>(all);
            found.keySet().retainAll(ids);
            return found;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, 0/000",
        "0, 1234067, 256, 0/x001/x234/067",
        "1, 5, 17, 1/005.p/17",
        "5, 1000, 1, 5/x001/000.p/1",
        "0, 999, 255, 0/999.p/255"
    })
    void pathsAreThoseOfTheSpecification(int level, long index, int width, String path) {
        var part = new Part(new TileId(level, index), width);

        assertThat(part.path()).isEqualTo(path);
        assertThat(Part.parse(path)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "0/0",
                "0/00",
                "0/0000",
                "64/000",
                "00/000",
                "-1/000",
                "0/x000/001",
                "0/001/002",
                "0/x001/x002",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "0/000.p/",
                "0/000.p",
                "0/000/",
                "0/x999/x999/x999/x999/x999/x999/x999/999",
                "entries/000"
            })
    void otherPathsAreRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Part.parse(path));
    }

    @Property
    void everyPathReadsBack(
            @ForAll @IntRange(max = 63) int level,
            @ForAll @LongRange(max = 1L << 48) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        var part = new Part(new TileId(level, index), width);

        assertThat(Part.parse(part.path())).isEqualTo(part);
    }

    @Property(tries = 30)
    void aTreeInTilesIsTheSameTree(
            @ForAll @IntRange(min = 1, max = MOST) int a,
            @ForAll @IntRange(min = 1, max = MOST) int b,
            @ForAll @LongRange(min = 0) long any) {
        var from = Math.min(a, b);
        var size = Math.max(a, b);
        var tiles = new Tiles();
        tiles.growTo(from);
        tiles.growTo(size);
        var tree = new MerkleTree(new TileNodes(tiles::only));

        assertThat(tiles.root).isEqualTo(NODES.tree().root(size));
        assertThat(tree.root(size)).isEqualTo(tiles.root);
        assertThat(tree.inclusionProof(any % size, size)).isEqualTo(NODES.tree().inclusionProof(any % size, size));
        assertThat(tree.consistencyProof(from, size)).isEqualTo(NODES.tree().consistencyProof(from, size));
    }

    @Property(tries = 30)
    void tilesAreAsWideAsTheTreeSays(@ForAll @IntRange(min = 1, max = MOST) int size) {
        var tiles = new Tiles();
        tiles.growTo(size);

        assertThat(tiles.all.values())
                .allSatisfy(tile -> assertThat(tile.width()).isEqualTo(tile.id().widthIn(size)));
        assertThat(tiles.all).hasSize((int)
                (Math.ceilDiv(size, 256) + Math.ceilDiv(size >> 8, 256) + Math.ceilDiv(size >> 16, 256)));
        assertThat(new TileId(0, Math.ceilDiv(size, 256)).widthIn(size)).isZero();
    }

    @Example
    void whatATileDoesNotHoldIsNotComputed() {
        var tiles = new Tiles();
        tiles.growTo(5);
        var tree = new MerkleTree(new TileNodes(tiles::only));

        assertThatIllegalStateException().isThrownBy(() -> tree.root(6)).withMessageContaining("has only 5 hashes");
        assertThatIllegalStateException().isThrownBy(() -> tree.root(1000)).withMessageContaining("has no tile");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(new TileId(0, 0), new byte[31]));
    }
}
