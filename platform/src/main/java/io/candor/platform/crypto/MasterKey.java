package io.candor.platform.crypto;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps and unwraps the keys of subjects. The file is read again every few seconds, and at once when a key turns up that
 * another replica wrapped with a newer one: rotation needs no restart.
 */
@Singleton
@Requires(beans = DataSource.class)
class MasterKey {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);

    private final MasterKeyFile file;
    private volatile Loaded loaded;

    MasterKey(MasterKeyConfig config) {
        var path = config.file();
        if (path == null || path.isBlank()) {
            throw new MasterKeyException("CANDOR_MASTER_KEY names no file; it must name the master keyset");
        }
        this.file = MasterKeyFile.of(Path.of(path), config.kms());
        var text = file.text();
        this.loaded = new Loaded(text, file.parse(text));
    }

    private record Loaded(String text, MasterKeyset keyset) {}

    int primary() {
        return loaded.keyset().primary();
    }

    List<Integer> ids() {
        return loaded.keyset().ids();
    }

    byte[] wrap(byte[] key, byte[] context) {
        try {
            return loaded.keyset().wrap(key, context);
        } catch (GeneralSecurityException e) {
            throw new MasterKeyException("A key cannot be wrapped", e);
        }
    }

    /**
     * Opens a wrapped key.
     *
     * @throws MasterKeyException when the master keyset is not the one that wrapped it
     */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        var id = MasterKeyset.wrappedBy(wrapped);
        if (!ids().contains(id)) {
            reload();
        }
        try {
            return loaded.keyset().unwrap(wrapped, context);
        } catch (GeneralSecurityException e) {
            throw new MasterKeyException(
                    "The master key " + file.path() + " does not open what key " + Integer.toUnsignedString(id)
                            + " wrapped. Restore the master key that wrapped it; nothing was changed",
                    e);
        }
    }

    /** Takes over what the file says now; what cannot be read changes nothing. */
    @Scheduled(fixedDelay = "5s", initialDelay = "5s")
    void reload() {
        try {
            var text = file.text();
            if (!text.equals(loaded.text())) {
                loaded = new Loaded(text, file.parse(text));
                LOG.info("The master keyset was read again; key {} wraps", Integer.toUnsignedString(primary()));
            }
        } catch (MasterKeyException e) {
            LOG.error("The master keyset was kept as it was: {}", e.getMessage());
        }
    }
}
