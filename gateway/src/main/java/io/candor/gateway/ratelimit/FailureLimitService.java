package io.candor.gateway.ratelimit;

import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Limits the failed attempts to authenticate that one client address may make, so that guessing is slow. */
@Singleton
public class FailureLimitService {
    private static final int IPV6_LENGTH = 16;
    private static final int IPV6_NETWORK = 8;

    private final Buckets addresses = new Buckets();
    private final int perMinute;

    FailureLimitService(@Value("${candor.rate-limit.failures-per-minute:600}") int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Refuses further attempts that would cost something.
     *
     * @throws ProblemException 429 when {@code address} has failed too often
     */
    public void requireRoom(InetAddress address) {
        var now = System.nanoTime();
        var quota = addresses.of(name(address), perMinute, now).quota(now);
        if (quota.remaining() == 0) {
            throw tooMany(quota);
        }
    }

    /**
     * Counts a failed attempt.
     *
     * @throws ProblemException 429 when {@code address} has failed too often
     */
    public void countFailure(InetAddress address) {
        var now = System.nanoTime();
        var bucket = addresses.of(name(address), perMinute, now);
        if (!bucket.take(perMinute, now)) {
            throw tooMany(bucket.quota(now));
        }
    }

    private static ProblemException tooMany(Quota quota) {
        return new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS,
                "rate-limited",
                "Too many failed attempts came from your address",
                List.of(),
                Duration.ofSeconds(quota.secondsToNext()));
    }

    /** Whoever has an IPv6 address has at least a whole /64. */
    private static String name(InetAddress address) {
        var bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, bytes.length == IPV6_LENGTH ? IPV6_NETWORK : bytes.length);
    }
}
