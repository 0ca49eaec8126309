package io.candor.gateway.routing;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes to an upstream.
 *
 * @param upstream the upstream's address
 * @param method the method
 * @param target path and query, as they came
 * @param headers the header fields
 * @param body what is still to come from the caller, or null if nothing is
 * @param length the body's length, if it was told
 * @param timeout how long the upstream may be silent before its answer begins
 */
record UpstreamRequest(
        URI upstream,
        String method,
        String target,
        List<HeaderField> headers,
        @Nullable InputStream body,
        OptionalLong length,
        Duration timeout) {}
