package io.candor.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    @Test
    void idsAreVersionSevenAndCarryTheTime() {
        var now = Instant.parse("2026-11-25T12:00:00.123Z");
        var id = new IdGenerator(Clock.fixed(now, ZoneOffset.UTC)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        var ids = new IdGenerator(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        assertThat(Stream.generate(ids::next).limit(10_000).collect(Collectors.toSet()))
                .hasSize(10_000);
    }
}
