package io.candor.gateway.routing;

import java.net.URI;
import java.time.Duration;

/** What becomes of a request. */
sealed interface Decision {
    /**
     * It goes to {@code upstream}, which may be silent for {@code timeout} before its answer begins; {@code anonymous}
     * says whether it may do so without a credential, {@code route} which prefix it came under.
     */
    record Forward(URI upstream, String route, Duration timeout, boolean anonymous) implements Decision {}

    /** The gateway itself answers. */
    record Own() implements Decision {}

    /** Nothing is there. */
    record Nothing() implements Decision {}
}
