package io.candor.platform.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one subject: a salt for digests, and a root from which the keys that seal and that index follow (HKDF,
 * RFC 5869). An auditor may be shown the salt; it opens nothing.
 */
final class SubjectKey {
    static final int SALT = 32;
    static final int LENGTH = 64;
    private static final String HMAC = "HmacSHA256";

    private final UUID id;
    private final byte[] salt;
    private final Aead aead;
    private final SecretKeySpec index;

    /**
     * Takes keys over.
     *
     * @param id of the key, which stands beside everything it sealed
     * @param material salt and root
     */
    SubjectKey(UUID id, byte[] material) {
        if (material.length != LENGTH) {
            throw new IllegalArgumentException("A subject's key has " + LENGTH + " bytes");
        }
        this.id = id;
        this.salt = Arrays.copyOf(material, SALT);
        var root = Arrays.copyOfRange(material, SALT, LENGTH);
        try {
            this.aead = aead(derived(root, "candor seal 1"));
            this.index = new SecretKeySpec(derived(root, "candor index 1"), HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot make a key", e);
        }
    }

    private static byte[] derived(byte[] root, String purpose) throws GeneralSecurityException {
        return Hkdf.computeHkdf(HMAC, root, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), 32);
    }

    /** XAES-256-GCM: its nonces may be random however often the key is used. */
    @AccessesPartialKey
    private static Aead aead(byte[] key) throws GeneralSecurityException {
        var secret = SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get());
        var entry = KeysetHandle.importKey(
                XAesGcmKey.create(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX, secret, null));
        return KeysetHandle.newBuilder()
                .addEntry(entry.withFixedId(1).makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    UUID id() {
        return id;
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] seal(byte[] plain, byte[] context) throws GeneralSecurityException {
        return aead.encrypt(plain, context);
    }

    byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(sealed, context);
    }

    /** A keyed digest by which a value is found again, and from which it cannot be guessed. */
    String indexOf(String value) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(index);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
