package io.candor.platform.service;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562 section 5.7): ordered by the millisecond, otherwise random. */
@Singleton
public class IdGenerator {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /** A generator that reads the time from {@code clock}. */
    public IdGenerator(Clock clock) {
        this.clock = clock;
    }

    /** The next id. */
    public UUID next() {
        var high = (clock.millis() << 16) | VERSION | (random.nextLong() & 0x0FFFL);
        var low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
