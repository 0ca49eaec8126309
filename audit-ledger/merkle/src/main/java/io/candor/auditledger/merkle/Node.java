package io.candor.auditledger.merkle;

/** A perfect subtree and its hash, which never changes once all its leaves are there. */
public record Node(NodeId id, Hash hash) {}
