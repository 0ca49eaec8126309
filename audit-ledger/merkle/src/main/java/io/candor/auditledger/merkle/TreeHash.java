package io.candor.auditledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that a Merkle tree is made of (RFC 6962 section 2.1). */
public final class TreeHash {
    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;
    private static final Hash EMPTY = Hash.of(sha256().digest());

    private TreeHash() {}

    /** The root of a tree without leaves. */
    public static Hash empty() {
        return EMPTY;
    }

    /** The hash of a leaf with this content. */
    public static Hash leaf(byte[] content) {
        var digest = sha256();
        digest.update(LEAF);
        return Hash.of(digest.digest(content));
    }

    /** The hash of a node with these children. */
    public static Hash node(Hash left, Hash right) {
        var digest = sha256();
        digest.update(NODE);
        left.addTo(digest);
        right.addTo(digest);
        return Hash.of(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
