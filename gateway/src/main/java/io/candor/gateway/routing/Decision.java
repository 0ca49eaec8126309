package io.candor.gateway.routing;

import java.net.URI;

/** What becomes of a request. */
sealed interface Decision {
    /** It goes to {@code upstream}; {@code anonymous} says whether it may do so without a credential. */
    record Forward(URI upstream, boolean anonymous) implements Decision {}

    /** The gateway itself answers. */
    record Own() implements Decision {}

    /** Nothing is there. */
    record Nothing() implements Decision {}
}
