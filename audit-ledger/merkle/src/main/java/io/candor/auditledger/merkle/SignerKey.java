package io.candor.auditledger.merkle;

import io.candor.auditledger.merkle.StrictBase64.TypedKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;

/** The private key that notes are signed with, written {@code PRIVATE+KEY+name+hash+base64} (C2SP signed-note). */
public final class SignerKey {
    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int LENGTH = 32;

    private final KeyId id;
    private final NoteAlgorithm algorithm;
    private final byte[] seed;
    private final PrivateKey key;
    private final VerifierKey verifier;

    private SignerKey(String name, NoteAlgorithm algorithm, byte[] seed) {
        var pair = pair(seed);
        var publicKey = encode((EdECPublicKey) pair.getPublic());
        this.id = KeyId.of(name, algorithm, publicKey);
        this.algorithm = algorithm;
        this.seed = seed;
        this.key = pair.getPrivate();
        this.verifier = new VerifierKey(id, algorithm, publicKey);
    }

    /** A new key of a log with this name. */
    public static SignerKey generate(String name) {
        return generate(name, NoteAlgorithm.ED25519);
    }

    /** A new key of a witness with this name (C2SP tlog-cosignature). */
    public static SignerKey generateWitness(String name) {
        return generate(name, NoteAlgorithm.COSIGNATURE_V1);
    }

    private static SignerKey generate(String name, NoteAlgorithm algorithm) {
        var seed = new byte[LENGTH];
        new SecureRandom().nextBytes(seed);
        return new SignerKey(name, algorithm, seed);
    }

    /**
     * Reads a key.
     *
     * @throws InvalidNoteException if the text is not a key, or its hash is not that of the key
     */
    public static SignerKey parse(String text) {
        var parts = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new InvalidNoteException("a signer key reads PRIVATE+KEY+name+hash+base64");
        }
        TypedKey seed;
        try {
            seed = TypedKey.decode(parts[2], LENGTH);
        } catch (IllegalArgumentException refused) {
            throw new InvalidNoteException("signer key " + refused.getMessage());
        }
        var signer = new SignerKey(parts[0], seed.algorithm(), seed.bytes());
        if (!signer.id.hex().equals(parts[1])) {
            throw new InvalidNoteException("signer key does not have the hash that it names");
        }
        return signer;
    }

    /** The key that verifies what this one signs. */
    public VerifierKey verifierKey() {
        return verifier;
    }

    /** The secret text that {@link #parse} reads. */
    public String secretText() {
        return PREFIX + id + "+" + new TypedKey(algorithm, seed).encode();
    }

    /** The signature under a note's text, of a witness as of {@code now}. */
    byte[] sign(byte[] text, Instant now) {
        if (algorithm == NoteAlgorithm.ED25519) {
            return sign(text);
        }
        var timestamp = now.getEpochSecond();
        return new Cosignature(timestamp, sign(Cosignature.message(timestamp, text))).bytes();
    }

    private byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The key without its secret. */
    @Override
    public String toString() {
        return "SignerKey[" + id + "]";
    }

    /** Java derives a public key only while it generates a pair, so it is given the seed as its randomness. */
    private static KeyPair pair(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new SeedAsRandom(seed));
            var pair = generator.generateKeyPair();
            var used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            if (!Arrays.equals(used, seed)) {
                throw new IllegalStateException("this Java cannot derive an Ed25519 key from its seed");
            }
            return pair;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] encode(EdECPublicKey key) {
        var point = key.getPoint();
        var bigEndian = point.getY().toByteArray();
        var encoded = new byte[LENGTH];
        for (var i = 0; i < Math.min(LENGTH, bigEndian.length); i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            encoded[LENGTH - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    private static final class SeedAsRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        SeedAsRandom(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
