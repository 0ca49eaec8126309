package io.candor.platform.crypto;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Seals what may not lie in clear, with a key of the person it is about or, where there is none, of the tenant.
 *
 * <p>What is sealed begins with the id of its key, and can be opened until that key is destroyed. Every method needs a
 * transaction with a tenant.
 */
@Singleton
@Requires(beans = DataSource.class)
public class Vault {
    private static final int ID = 16;

    private final KeyRing keys;

    Vault(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Seals {@code plain}.
     *
     * @param subjectRef the person's pseudonym, or null for the tenant itself
     * @param context where it stands, such as table, column and id: it opens nowhere else
     */
    public byte[] seal(@Nullable String subjectRef, byte[] plain, byte[] context) {
        var key = keys.of(subjectRef);
        try {
            var sealed = key.seal(plain, context);
            return ByteBuffer.allocate(ID + sealed.length)
                    .putLong(key.id().getMostSignificantBits())
                    .putLong(key.id().getLeastSignificantBits())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot seal", e);
        }
    }

    /** What was sealed, or nothing once its key is destroyed. */
    public Optional<byte[]> open(byte[] sealed, byte[] context) {
        return keys.find(keyIdOf(sealed)).map(key -> {
            try {
                return key.open(Arrays.copyOfRange(sealed, ID, sealed.length), context);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Something sealed was changed, or is not where it was sealed for", e);
            }
        });
    }

    /** The id of the key that sealed this; kept in a column, it tells what goes with the key. */
    public static UUID keyIdOf(byte[] sealed) {
        if (sealed.length < ID) {
            throw new IllegalArgumentException("This was not sealed");
        }
        var id = ByteBuffer.wrap(sealed);
        return new UUID(id.getLong(), id.getLong());
    }

    /** The salt of a subject's digests (256 bits), made at its first use. */
    public byte[] saltOf(@Nullable String subjectRef) {
        return keys.of(subjectRef).salt();
    }

    /** The salt of a subject's digests, if anything was ever kept of them. */
    public Optional<byte[]> findSaltOf(@Nullable String subjectRef) {
        return keys.find(subjectRef).map(SubjectKey::salt);
    }

    /** The id of a subject's key, if there is one. */
    public Optional<UUID> keyIdOf(@Nullable String subjectRef) {
        return keys.find(subjectRef).map(SubjectKey::id);
    }

    /** A keyed digest by which a value is found again in a column, and from which it cannot be guessed. */
    public String indexOf(String value) {
        return keys.of(null).indexOf(value);
    }

    /**
     * Destroys a subject's keys for good, once the transactions that use them have ended.
     *
     * @return the id of the key, by which to find what it sealed; nothing if there was none
     */
    public Optional<UUID> destroy(@Nullable String subjectRef) {
        return keys.destroy(subjectRef);
    }
}
