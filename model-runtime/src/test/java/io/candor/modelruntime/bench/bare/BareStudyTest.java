package io.candor.modelruntime.bench.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.bench.bare.BareStudy.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class BareStudyTest {
    private static final Point ONE = new Point(1, 2, 1, 150);
    private static final Point EIGHT = new Point(8, 2, 1, 198);
    private static final Point THIRTY_TWO = new Point(32, 2, 1, 200);
    private static final Point OTHER_LAYOUT = new Point(4, 1, 2, 199);

    private static final List<Point> ALL = List.of(ONE, OTHER_LAYOUT, EIGHT, THIRTY_TWO);

    @Test
    void theBestGetsTheMostThrough() {
        assertThat(BareStudy.best(ALL)).isEqualTo(THIRTY_TWO);
    }

    @Test
    void aServerUsesTheSmallestBatchThatIsNearlyAsGoodInTheSameLayout() {
        assertThat(BareStudy.economical(ALL)).isEqualTo(EIGHT);
    }

    @Test
    void aBatchThatLosesMoreThanALittleIsNotUsed() {
        assertThat(BareStudy.economical(List.of(ONE, THIRTY_TWO))).isEqualTo(THIRTY_TWO);
    }
}
