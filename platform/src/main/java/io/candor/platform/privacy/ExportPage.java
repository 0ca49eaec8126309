package io.candor.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a service holds.
 *
 * @param pseudonym what the service's decision records name the person by
 * @param digestKey the key of the person's or the tenant's digests, in hex, so that a reader can recompute them
 * @param next where the next page starts, or null after the last
 */
@Introspected
public record ExportPage(
        List<Row> rows,
        @Nullable String pseudonym,
        @Nullable String digestKey,
        @Nullable String next) {
    /** A row of a table. */
    @Introspected
    public record Row(String table, ObjectNode row) {}
}
