package io.candor.platform.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Opens stored keys, and keeps what it opened for a minute at most.
 *
 * <p>A key is found by what is stored of it, which is read for each use: once its row is gone no replica can use it,
 * whatever it still holds in memory.
 */
@Singleton
@Requires(beans = DataSource.class)
class KeyWrapping {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final MasterKey master;
    private final String schema;
    private final Cache<Opened, SubjectKey> opened =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).build();

    KeyWrapping(MasterKey master, @Value("${candor.database.schema}") String schema) {
        this.master = master;
        this.schema = schema;
    }

    private record Opened(UUID id, String name, ByteBuffer wrapped) {}

    /** The key that is stored wrapped. */
    SubjectKey open(StoredKey stored) {
        var cached = new Opened(stored.id(), stored.name(), ByteBuffer.wrap(stored.key()));
        return opened.get(cached, missing -> new SubjectKey(stored.id(), unwrap(stored)));
    }

    byte[] unwrap(StoredKey stored) {
        return master.unwrap(stored.key(), context(stored.tenantId(), stored.name()));
    }

    /** Wraps with the primary key, for this tenant and name alone. */
    Wrapped wrap(UUID tenant, String name, byte[] material) {
        var wrapped = master.wrap(material, context(tenant, name));
        return new Wrapped(wrapped, MasterKeyset.wrappedBy(wrapped));
    }

    /** A wrapped key and the id of what wrapped it. */
    record Wrapped(byte[] key, int by) {}

    private byte[] context(UUID tenant, String name) {
        return ("candor subject key\n" + schema + "\n" + tenant + "\n" + name).getBytes(StandardCharsets.UTF_8);
    }
}
