package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private final GrowingTree nodes = GrowingTree.ofSize(21);

    @Test
    void aProofLooksAtTheNodesOnce() {
        var looks = new AtomicInteger();
        var tree = new MerkleTree(ids -> {
            looks.incrementAndGet();
            return nodes.nodes(ids);
        });

        var proof = tree.inclusionProof(3, 21);

        proof.verify(nodes.leaf(3), nodes.tree().root(21));
        assertThat(looks).hasValue(1);
    }

    @Test
    void aLeafOutsideTheTreeHasNoProof() {
        assertThatIllegalArgumentException().isThrownBy(() -> nodes.tree().inclusionProof(21, 21));
        assertThatIllegalArgumentException().isThrownBy(() -> nodes.tree().inclusionProof(-1, 21));
    }

    @Test
    void aSmallerTreeDoesNotBeginWithALargerOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> nodes.tree().consistencyProof(9, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> nodes.tree().root(-1));
    }

    @Test
    void aMissingNodeIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new MerkleTree(ids -> Map.of()).root(2))
                .withMessageContaining("NodeId[level=1, index=0]");
    }

    @Test
    void aFailingProofSaysWhichRootsDiffer() {
        var proof = nodes.tree().inclusionProof(12, 21);

        assertThatExceptionOfType(InvalidProofException.class)
                .isThrownBy(() -> proof.verify(nodes.leaf(11), nodes.tree().root(21)))
                .withMessageMatching("root computed from leaf 12 is \\S{44}, checkpoint says \\S{44}");
        assertThatExceptionOfType(InvalidProofException.class)
                .isThrownBy(() -> new InclusionProof(12, 21, List.of()).root(nodes.leaf(12)))
                .withMessage("has 0 hashes, but leaf 12 in a tree of size 21 needs 5");
    }
}
