package io.candor.platform.decision;

import io.candor.platform.crypto.Vault;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The 256-bit keys that salt the digests about each subject of a tenant.
 *
 * <p>What concerns no particular person is salted with the tenant's own key.
 */
@Singleton
@Requires(beans = DataSource.class)
public class SubjectKeys {
    private final Vault vault;

    SubjectKeys(Vault vault) {
        this.vault = vault;
    }

    /** The key of {@code subjectRef}, made at its first use; needs a transaction with a tenant. */
    public byte[] keyOf(@Nullable String subjectRef) {
        return vault.saltOf(subjectRef);
    }

    /** Whom a decision is about, as its record names them; needs a transaction with a tenant. */
    public Subject of(@Nullable String subjectRef) {
        var key = keyOf(subjectRef);
        return new Subject(key, subjectRef == null ? null : pseudonym(key, subjectRef));
    }

    /**
     * A subject.
     *
     * @param key salts the digests about them
     * @param pseudonym what stands in decision records: a digest of the reference under that key, so that nobody can tie
     *     the records to the person once the key is destroyed
     */
    public record Subject(byte[] key, @Nullable String pseudonym) {}

    /** The pseudonym of a subject of whom anything was kept. */
    public Optional<String> findPseudonymOf(String subjectRef) {
        return vault.findSaltOf(subjectRef).map(key -> pseudonym(key, subjectRef));
    }

    private static String pseudonym(byte[] key, String subjectRef) {
        return Digests.salted(key, ("subject " + subjectRef).getBytes(StandardCharsets.UTF_8));
    }
}
