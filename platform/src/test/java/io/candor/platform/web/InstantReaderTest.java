package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {
    private static final long YEAR_1 = -62_135_596_800L;
    private static final long YEAR_9999 = 253_402_300_799L;

    private final ObjectMapper json =
            new ObjectMapper().registerModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()));

    @Property
    void everyInstantIsReadAsItIsWritten(
            @ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long second,
            @ForAll @IntRange(max = 999_999_999) int nano)
            throws JsonProcessingException {
        var instant = Instant.ofEpochSecond(second, nano);

        assertThat(read(instant.toString())).isEqualTo(instant);
        assertThat(read(Instant.ofEpochSecond(second).toString())).isEqualTo(Instant.ofEpochSecond(second));
    }

    @Test
    void fractionsOffsetsAndLeapDaysAreRead() throws JsonProcessingException {
        assertThat(read("2026-11-05T01:02:03.1Z")).isEqualTo(Instant.parse("2026-11-05T01:02:03.100Z"));
        assertThat(read("2026-11-05T01:02:03.000000001Z")).isEqualTo(Instant.parse("2026-11-05T01:02:03.000000001Z"));
        assertThat(read("2026-11-05T01:02:03+01:00")).isEqualTo(Instant.parse("2026-11-05T00:02:03Z"));
        assertThat(read("2028-02-29T00:00:00Z")).isEqualTo(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:0/Z",
                "2026-01-01T00:00:00.-1Z",
                "0000-01-01T00:00:00Z",
                "2026-01-01T00:00:00",
                "2026-01-01"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("not an RFC 3339 time");
    }

    private Instant read(String text) throws JsonProcessingException {
        return json.readValue("\"" + text + "\"", Instant.class);
    }
}
