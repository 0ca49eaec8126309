package io.candor.gateway.routing;

import io.candor.gateway.entitlement.OperationCatalogue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a request. */
sealed interface Decision {
    /**
     * It goes to {@code upstream}, which may be silent for {@code timeout} before its answer begins; {@code anonymous}
     * says whether it may do so without a credential, {@code route} which prefix it came under, {@code target} what the
     * upstream's OpenAPI file says of it.
     */
    record Forward(
            URI upstream, String route, Duration timeout, boolean anonymous, Optional<OperationCatalogue.Target> target)
            implements Decision {}

    /** The gateway itself answers. */
    record Own() implements Decision {}

    /** Nothing is there. */
    record Nothing() implements Decision {}
}
