package io.candor.platform.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the edge lets a call through.
 *
 * @param callId the call in the edge's request log, which usage and reservation are settled by; null where no edge was
 *     passed
 * @param test whether it was made with a test key: it runs everything and is not billed
 * @param weight the plan's weight in the runtime's scheduler; 0 where the edge says none
 */
public record CallTerms(@Nullable UUID callId, boolean test, int weight) {
    /** Of a call that no edge let through. */
    public static final CallTerms NONE = new CallTerms(null, false, 0);
}
