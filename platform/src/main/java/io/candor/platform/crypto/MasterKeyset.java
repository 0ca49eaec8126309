package io.candor.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that wrap other keys: one of them, the primary, wraps; all of them unwrap.
 *
 * <p>A wrapped key begins with the id of the key that wrapped it (Tink's output prefix).
 */
final class MasterKeyset {
    private static final byte[] CONTEXT = "candor master keyset".getBytes(StandardCharsets.UTF_8);
    private static final byte TINK_PREFIX = 1;
    private static final int PREFIX_LENGTH = 5;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle keys;
    private final Aead aead;

    private MasterKeyset(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** A keyset of one new key. */
    static MasterKeyset generate() throws GeneralSecurityException {
        return new MasterKeyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }

    /**
     * Reads a keyset.
     *
     * @param kms what it is encrypted with, or null where it lies in clear
     */
    static MasterKeyset parse(String json, @Nullable Aead kms) throws GeneralSecurityException {
        return new MasterKeyset(
                kms == null
                        ? TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                        : TinkJsonProtoKeysetFormat.parseEncryptedKeyset(json, kms, CONTEXT));
    }

    String serialize(@Nullable Aead kms) throws GeneralSecurityException {
        return kms == null
                ? TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())
                : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(keys, kms, CONTEXT);
    }

    int primary() {
        return keys.getPrimary().getId();
    }

    List<Integer> ids() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.getAt(i).getId())
                .toList();
    }

    /** The same with one more key, which only unwraps. */
    MasterKeyset withNewKey() throws GeneralSecurityException {
        var added = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId();
        return new MasterKeyset(KeysetHandle.newBuilder(keys).addEntry(added).build());
    }

    /** The same with its newest key as the one that wraps. */
    MasterKeyset promotingTheNewest() throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder(keys);
        builder.getAt(builder.size() - 1).makePrimary();
        return new MasterKeyset(builder.build());
    }

    /** The same with nothing but the key that wraps. */
    MasterKeyset onlyThePrimary() throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder(keys);
        for (var i = builder.size() - 1; i >= 0; i--) {
            if (!builder.getAt(i).isPrimary()) {
                builder.deleteAt(i);
            }
        }
        return new MasterKeyset(builder.build());
    }

    byte[] wrap(byte[] key, byte[] context) throws GeneralSecurityException {
        return aead.encrypt(key, context);
    }

    byte[] unwrap(byte[] wrapped, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(wrapped, context);
    }

    /** The id of the key that wrapped this. */
    static int wrappedBy(byte[] wrapped) {
        if (wrapped.length < PREFIX_LENGTH || wrapped[0] != TINK_PREFIX) {
            throw new MasterKeyException("A stored key is wrapped in no known way");
        }
        return ByteBuffer.wrap(wrapped, 1, Integer.BYTES).getInt();
    }
}
