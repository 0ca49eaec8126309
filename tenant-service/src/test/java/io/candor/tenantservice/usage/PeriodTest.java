package io.candor.tenantservice.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.platform.testing.FixedClock;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    private static final Clock CLOCK = new FixedClock(Instant.parse("2026-12-31T23:59:59.999Z"));

    @Test
    void itIsTheCurrentMonthUnlessSaidOtherwise() {
        assertThat(Period.of(null, null, CLOCK))
                .isEqualTo(new Period(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")));
    }

    @Test
    void datesAndInstantsMayBeMixed() {
        assertThat(Period.of("2026-11-01", "2026-11-02T12:00:00+02:00", CLOCK))
                .isEqualTo(new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T10:00:00Z")));
    }

    @Test
    void aLoneStartReachesToTheEndOfTheMonth() {
        assertThat(Period.of("2026-11-15", null, CLOCK).to()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void aLoneEndReachesBackToTheMonthThatItEnds() {
        assertThat(Period.of(null, "2026-11-01", CLOCK).from()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(Period.of(null, "2026-11-02", CLOCK).from()).isEqualTo("2026-11-01T00:00:00Z");
    }

    @Test
    void aYearIsAllowed() {
        assertThat(Period.of("2027-01-01", "2028-01-01", CLOCK).to()).isEqualTo("2028-01-01T00:00:00Z");
        assertThat(Period.of("2028-01-01", "2029-01-01", CLOCK).to()).isEqualTo("2029-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02,2026-11-02,to",
        "2026-11-03,2026-11-02,to",
        "2027-02-01,,from",
        "2026-01-01,2027-01-03,from",
        "yesterday,2026-11-02,from",
        "2026-11-02,2026-13-01,to",
        "2026-11-02T10:00,,from",
        "+999999999-12-31,,from",
        "'',2026-11-02,from",
    })
    void whatIsNoPeriodNamesTheParameter(@Nullable String from, @Nullable String to, String field) {
        var problem = catchThrowableOfType(ProblemException.class, () -> Period.of(from, to, CLOCK));

        assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
    }
}
