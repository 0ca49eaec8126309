package io.candor.platform.crypto;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code subject_key}.
 *
 * @param name the keyed digest of the subject's reference, empty for the tenant's own key
 * @param wrappedBy the id of the master key that wrapped it, or null while it is raw
 */
record StoredKey(
        UUID tenantId,
        UUID id,
        String name,
        byte[] key,
        @Nullable Integer wrappedBy) {}
