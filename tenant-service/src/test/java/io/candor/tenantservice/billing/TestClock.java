package io.candor.tenantservice.billing;

import io.candor.platform.testing.FixedClock;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Lets a test decide what time it is for the service. */
@Factory
@Requires(property = "candor.test.clock")
public class TestClock {
    private static volatile FixedClock clock = new FixedClock(Instant.EPOCH);

    /** The clock of the context that starts next. */
    public static FixedClock startingAt(String instant) {
        clock = new FixedClock(Instant.parse(instant));
        return clock;
    }

    @Singleton
    @Replaces(Clock.class)
    Clock clock() {
        return clock;
    }
}
