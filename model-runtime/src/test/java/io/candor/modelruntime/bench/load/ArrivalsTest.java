package io.candor.modelruntime.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int MANY = 20_000;

    @Test
    void asManyAreDueInASecondAsWereAskedForOnAverage() {
        var due = due(new Arrivals(500, 1));

        assertThat(due.getLast() / 1e9).isCloseTo(MANY / 500.0, Percentage.withPercentage(2));
    }

    @Test
    void gapsVaryAsThoseOfAPoissonProcess() {
        var due = due(new Arrivals(1000, 2));

        var longerThanTheMean = 0;
        for (var i = 1; i < due.size(); i++) {
            longerThanTheMean += due.get(i) - due.get(i - 1) > 1_000_000 ? 1 : 0;
        }
        assertThat((double) longerThanTheMean / MANY).isCloseTo(Math.exp(-1), Percentage.withPercentage(4));
    }

    @Test
    void theSameSeedGivesTheSameTimesAndAnotherOneOthers() {
        assertThat(due(new Arrivals(10, 3))).isEqualTo(due(new Arrivals(10, 3))).isNotEqualTo(due(new Arrivals(10, 4)));
    }

    @Test
    void noRateIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals(Double.NaN, 1));
    }

    private static List<Long> due(Arrivals arrivals) {
        var due = new ArrayList<Long>();
        for (var i = 0; i < MANY; i++) {
            due.add(arrivals.due());
            arrivals.advance();
        }
        return due;
    }
}
