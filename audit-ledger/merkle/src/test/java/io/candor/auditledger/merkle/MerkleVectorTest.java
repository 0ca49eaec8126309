package io.candor.auditledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MerkleVectorTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final GrowingTree TREE = new GrowingTree();
    private static final List<Hash> ROOTS = new ArrayList<>();

    @BeforeAll
    static void growTheTree() {
        Stream.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
                .forEach(leaf -> ROOTS.add(TREE.append(HEX.parseHex(leaf))));
    }

    @Test
    void theEmptyTreeHasTheHashOfNothing() {
        assertThat(TREE.tree().root(0)).hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/rfc6962/leaves.csv")
    void publishedLeavesGivePublishedRoots(int index, String content, String root) {
        assertThat(TREE.leaf(index)).isEqualTo(TreeHash.leaf(HEX.parseHex(content)));
        assertThat(ROOTS.get(index)).hasToString(root);
        assertThat(TREE.tree().root(index + 1)).hasToString(root);
        assertThat(Frontier.of(index + 1, TREE).root()).hasToString(root);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/rfc6962/inclusion.csv")
    void publishedInclusionProofsAreMadeAndVerify(long index, int size, String path) {
        var proof = TREE.tree().inclusionProof(index, size);

        assertThat(proof).isEqualTo(new InclusionProof(index, size, hashes(path)));
        assertThatCode(() -> proof.verify(TREE.leaf(index), ROOTS.get(size - 1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/rfc6962/consistency.csv")
    void publishedConsistencyProofsAreMadeAndVerify(int from, int to, String path) {
        var proof = TREE.tree().consistencyProof(from, to);

        assertThat(proof).isEqualTo(new ConsistencyProof(from, to, hashes(path)));
        assertThatCode(() -> proof.verify(ROOTS.get(from - 1), ROOTS.get(to - 1)))
                .doesNotThrowAnyException();
    }

    private static List<Hash> hashes(String path) {
        return Stream.of(path.split(" "))
                .filter(hash -> !hash.isEmpty())
                .map(hash -> Hash.of(HEX.parseHex(hash)))
                .toList();
    }
}
