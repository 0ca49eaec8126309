package io.candor.auditledger.merkle;
/** x. */
public final class TreeHash {
    private TreeHash() {}
}
