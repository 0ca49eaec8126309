package io.candor.auditledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.Hash;
import io.candor.auditledger.merkle.MerkleTree;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.Tile;
import io.candor.auditledger.merkle.TileId;
import io.candor.auditledger.merkle.TileNodes;
import io.candor.auditledger.merkle.TileWriter;
import io.candor.auditledger.merkle.TreeHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AnchorContractTest {
    private static final String ORIGIN = "candor.example/ledger";
    private static final SignerKey KEY = SignerKey.generate(ORIGIN);
    private static final int LEAVES = 400;
    private static final MerkleTree TREE = tree(0);
    /** The same up to leaf 99. */
    private static final MerkleTree FORGED = tree(100);

    private final MapState state = new MapState();
    private final AnchorContract contract = new AnchorContract(state);

    AnchorContractTest() {
        contract.open(KEY.verifierKey().toString());
    }

    @Property(tries = 200)
    void checkpointsThatGoOnAreAnchored(
            @ForAll @IntRange(min = 1, max = LEAVES) int a, @ForAll @IntRange(min = 1, max = LEAVES) int b) {
        var from = Math.min(a, b);
        var to = Math.max(a, b);
        var fresh = new AnchorContract(new MapState());
        fresh.open(KEY.verifierKey().toString());
        fresh.anchor(note(TREE, from), List.of());

        var anchor = fresh.anchor(note(TREE, to), proof(TREE, from, to));

        assertThat(anchor.size()).isEqualTo(to);
        assertThat(anchor.added()).isEqualTo(to > from);
        assertThat(fresh.head(ORIGIN)).contains(note(TREE, to));
        assertThat(fresh.at(ORIGIN, from)).contains(note(TREE, from));
    }

    @Example
    void theSameCheckpointIsAnchoredOnce() {
        contract.anchor(note(TREE, 100), List.of());

        assertThat(contract.anchor(note(TREE, 100), List.of()).added()).isFalse();
    }

    @Example
    void aSmallerCheckpointIsRefused() {
        contract.anchor(note(TREE, 100), List.of());

        refused("smaller", () -> contract.anchor(note(TREE, 99), List.of()));
    }

    @Example
    void anotherRootOfTheSameSizeIsRefused() {
        contract.anchor(note(TREE, 200), List.of());

        refused("fork", () -> contract.anchor(note(FORGED, 200), List.of()));
    }

    @Example
    void aRewrittenHistoryIsRefusedWhateverItsProof() {
        contract.anchor(note(TREE, 200), List.of());

        refused("inconsistent", () -> contract.anchor(note(FORGED, 300), proof(FORGED, 200, 300)));
        refused("inconsistent", () -> contract.anchor(note(FORGED, 300), proof(TREE, 200, 300)));
        refused("inconsistent", () -> contract.anchor(note(TREE, 300), List.of()));
        refused("proof-malformed", () -> contract.anchor(note(TREE, 300), List.of("AAAA")));
    }

    @Example
    void onlyTheLogsOwnKeySigns() {
        var stranger = SignerKey.generate(ORIGIN);
        var text = new Checkpoint(ORIGIN, 5, TREE.root(5)).text();

        refused(
                "signature-wrong",
                () -> contract.anchor(SignedNote.sign(text, stranger).toString(), List.of()));
        refused(
                "log-unknown",
                () -> contract.anchor(
                        SignedNote.sign(new Checkpoint("elsewhere", 5, TREE.root(5)).text(), KEY)
                                .toString(),
                        List.of()));
        refused("note-malformed", () -> contract.anchor("nonsense", List.of()));
        refused(
                "note-malformed",
                () -> contract.anchor(SignedNote.sign("three\nshort\n", KEY).toString(), List.of()));
        refused("log-known", () -> contract.open(stranger.verifierKey().toString()));
        refused("key-malformed", () -> contract.open("nonsense"));
    }

    @Example
    void aNewKeyNeedsTheLastOnesSignature() {
        var next = SignerKey.generate(ORIGIN);
        var text = new Checkpoint(ORIGIN, 5, TREE.root(5)).text();
        refused(
                "signature-wrong",
                () -> contract.addKey(
                        SignedNote.sign(next.verifierKey() + "\n", next).toString()));

        contract.addKey(SignedNote.sign(next.verifierKey() + "\n", KEY).toString());

        assertThat(contract.anchor(SignedNote.sign(text, next).toString(), List.of())
                        .added())
                .isTrue();
        var third = SignerKey.generate(ORIGIN);
        refused(
                "signature-wrong",
                () -> contract.addKey(
                        SignedNote.sign(third.verifierKey() + "\n", KEY).toString()));
    }

    private void refused(String code, Runnable call) {
        var before = state.copy();

        var refusal = catchThrowableOfType(ContractRefusal.class, call::run);

        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(state.copy()).isEqualTo(before);
    }

    private static String note(MerkleTree tree, long size) {
        return SignedNote.sign(new Checkpoint(ORIGIN, size, tree.root(size)).text(), KEY)
                .toString();
    }

    private static List<String> proof(MerkleTree tree, long from, long to) {
        return from == to
                ? List.of()
                : tree.consistencyProof(from, to).path().stream()
                        .map(Hash::base64)
                        .toList();
    }

    /** A tree whose leaves from {@code rewritten} on are others, where that is above 0. */
    private static MerkleTree tree(int rewritten) {
        Map<TileId, Tile> tiles = new HashMap<>();
        var writer = new TileWriter(0, ids -> Map.of());
        for (var leaf = 0; leaf < LEAVES; leaf++) {
            var salt = rewritten > 0 && leaf >= rewritten ? 1 : 0;
            writer.append(TreeHash.leaf(new byte[] {(byte) leaf, (byte) (leaf >> 8), (byte) salt}));
        }
        writer.changed().forEach(tile -> tiles.put(tile.id(), tile));
        return new MerkleTree(new TileNodes(ids -> tiles));
    }
}
