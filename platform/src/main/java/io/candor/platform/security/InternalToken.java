package io.candor.platform.security;

import java.time.Duration;

/** What issuer and verifier of the internal token agree on: an ES256 JWT (RFC 7519) that lives for one minute. */
public final class InternalToken {
    /** The HTTP header and, in lower case, the gRPC metadata key that carries the token. */
    public static final String HEADER = "X-Candor-Internal-Token";

    static final String AUDIENCE = "candor-internal";
    static final Duration LIFETIME = Duration.ofMinutes(1);
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    static final String TENANT = "tid";
    static final String SCOPES = "scp";
    static final String PLAN = "plan";
    static final String REQUEST_ID = "rid";
    static final String CALL_ID = "cid";
    static final String TEST = "tst";
    static final String WEIGHT = "wgt";

    private InternalToken() {}
}
