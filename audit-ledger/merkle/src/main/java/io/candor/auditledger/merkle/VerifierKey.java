package io.candor.auditledger.merkle;

import io.candor.auditledger.merkle.StrictBase64.TypedKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * The public key that a note is verified with, written {@code name+hash+base64} (C2SP signed-note): a log's (Ed25519), or a
 * witness's (cosignature/v1).
 */
public final class VerifierKey {
    private static final int LENGTH = 32;

    private final KeyId id;
    private final NoteAlgorithm algorithm;
    private final byte[] encoded;
    private final PublicKey key;

    VerifierKey(KeyId id, NoteAlgorithm algorithm, byte[] encoded) {
        this.id = id;
        this.algorithm = algorithm;
        this.encoded = encoded.clone();
        this.key = decode(encoded);
    }

    /**
     * Reads a key.
     *
     * @throws InvalidNoteException if the text is not a key, or its hash is not that of the key
     */
    public static VerifierKey parse(String text) {
        // The base64 part may hold plus signs too.
        var parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new InvalidNoteException("a verifier key reads name+hash+base64");
        }
        TypedKey typed;
        try {
            typed = TypedKey.decode(parts[2], LENGTH);
        } catch (IllegalArgumentException refused) {
            throw new InvalidNoteException("verifier key " + refused.getMessage());
        }
        var id = KeyId.of(parts[0], typed.algorithm(), typed.bytes());
        if (!id.hex().equals(parts[1])) {
            throw new InvalidNoteException(
                    "verifier key has hash " + parts[1] + ", but its name and key hash to " + id.hex());
        }
        return new VerifierKey(id, typed.algorithm(), typed.bytes());
    }

    /** The name of the key, which is the origin of the log that it signs for. */
    public String name() {
        return id.name();
    }

    /** Whether it is a witness's key, which signs at a time. */
    public boolean isWitness() {
        return algorithm == NoteAlgorithm.COSIGNATURE_V1;
    }

    KeyId id() {
        return id;
    }

    /** Whether {@code signature} is this key's under a note's text. */
    boolean verifies(byte[] text, byte[] signature) {
        if (!isWitness()) {
            return verifiesMessage(text, signature);
        }
        try {
            var cosignature = Cosignature.parse(signature);
            return verifiesMessage(Cosignature.message(cosignature.timestamp(), text), cosignature.signature());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private boolean verifiesMessage(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && id.equals(that.id)
                && algorithm == that.algorithm
                && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return id + "+" + new TypedKey(algorithm, encoded).encode();
    }

    /** RFC 8032 section 5.1.3: y in little-endian order, with the sign of x in the highest bit. */
    private static PublicKey decode(byte[] encoded) {
        var bigEndian = new byte[LENGTH];
        for (var i = 0; i < LENGTH; i++) {
            bigEndian[i] = encoded[LENGTH - 1 - i];
        }
        var xOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        var point = new EdECPoint(xOdd, new BigInteger(1, bigEndian));
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
        } catch (GeneralSecurityException refused) {
            throw new InvalidNoteException("verifier key is not a point on the curve");
        }
    }
}
