package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ProofTest {
    private static final int MOST = 300;
    private static final GrowingTree NODES = GrowingTree.ofSize(MOST);
    private static final MerkleTree TREE = NODES.tree();

    @Property
    void everyLeafIsProvedInEveryTreeThatHoldsIt(@ForAll @IntRange(min = 1, max = MOST) int size, @ForAll long any) {
        var index = Math.floorMod(any, size);

        var proof = TREE.inclusionProof(index, size);

        assertThatCode(() -> proof.verify(NODES.leaf(index), TREE.root(size))).doesNotThrowAnyException();
        assertThat(proof.path()).hasSizeLessThanOrEqualTo(Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    }

    @Property
    void anInclusionProofWithOneBitChangedFails(
            @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll long any, @ForAll @LongRange(min = 0) long bit) {
        var index = Math.floorMod(any, size);
        var proof = TREE.inclusionProof(index, size);
        var root = TREE.root(size);
        var leaf = NODES.leaf(index);

        refused(() -> proof.verify(flipped(leaf, bit), root));
        refused(() -> proof.verify(leaf, flipped(root, bit)));
        if (!proof.path().isEmpty()) {
            var changed = new InclusionProof(index, size, flipped(proof.path(), bit));
            refused(() -> changed.verify(leaf, root));
        }
    }

    @Property
    void anInclusionProofOfAnotherLengthOrPlaceFails(
            @ForAll @IntRange(min = 2, max = MOST) int size, @ForAll long any) {
        var index = Math.floorMod(any, size);
        var path = TREE.inclusionProof(index, size).path();
        var leaf = NODES.leaf(index);
        var root = TREE.root(size);
        var longer = new ArrayList<>(path);
        longer.add(root);

        refused(() -> new InclusionProof(index, size, longer).verify(leaf, root));
        refused(() -> new InclusionProof(index, size, path.subList(1, path.size())).verify(leaf, root));
        refused(() -> new InclusionProof((index + 1) % size, size, path).verify(leaf, root));
        refused(() -> new InclusionProof(index + size, size, path).verify(leaf, root));
        refused(() -> new InclusionProof(-1, size, path).verify(leaf, root));
    }

    @Property
    void everyTreeIsTheBeginningOfEveryLargerOne(
            @ForAll @IntRange(max = MOST) int a, @ForAll @IntRange(max = MOST) int b) {
        var from = Math.min(a, b);
        var to = Math.max(a, b);

        var proof = TREE.consistencyProof(from, to);

        assertThatCode(() -> proof.verify(TREE.root(from), TREE.root(to))).doesNotThrowAnyException();
    }

    @Property
    void aConsistencyProofWithOneBitChangedFails(
            @ForAll @IntRange(min = 1, max = MOST) int a,
            @ForAll @IntRange(min = 1, max = MOST) int b,
            @ForAll @LongRange(min = 0) long bit) {
        var from = Math.min(a, b);
        var to = Math.max(a, b);
        var proof = TREE.consistencyProof(from, to);
        var fromRoot = TREE.root(from);
        var toRoot = TREE.root(to);
        var longer = new ArrayList<>(proof.path());
        longer.add(toRoot);

        refused(() -> proof.verify(flipped(fromRoot, bit), toRoot));
        refused(() -> proof.verify(fromRoot, flipped(toRoot, bit)));
        refused(() -> new ConsistencyProof(from, to, longer).verify(fromRoot, toRoot));
        refused(() -> new ConsistencyProof(to + 1, to, proof.path()).verify(fromRoot, toRoot));
        if (!proof.path().isEmpty()) {
            refused(() -> new ConsistencyProof(from, to, flipped(proof.path(), bit)).verify(fromRoot, toRoot));
            refused(() -> new ConsistencyProof(
                            from, to, proof.path().subList(1, proof.path().size()))
                    .verify(fromRoot, toRoot));
        }
    }

    @Property
    void aFrontierGoesOnWhereATreeStopped(@ForAll @IntRange(max = MOST) int size) {
        var frontier = Frontier.of(size, NODES);
        assertThat(frontier.root()).isEqualTo(TREE.root(size));

        for (var i = size; i < MOST; i++) {
            frontier.append(NODES.leaf(i));
        }

        assertThat(frontier.size()).isEqualTo(MOST);
        assertThat(frontier.root()).isEqualTo(TREE.root(MOST));
    }

    private static void refused(Runnable check) {
        assertThatExceptionOfType(InvalidProofException.class).isThrownBy(check::run);
    }

    private static List<Hash> flipped(List<Hash> path, long bit) {
        var changed = new ArrayList<>(path);
        var at = (int) (bit / (Hash.SIZE * 8) % path.size());
        changed.set(at, flipped(path.get(at), bit));
        return changed;
    }

    private static Hash flipped(Hash hash, long bit) {
        var bytes = hash.bytes();
        var at = (int) (bit % (Hash.SIZE * 8));
        bytes[at / 8] ^= (byte) (1 << at % 8);
        return Hash.of(bytes);
    }
}
