package io.candor.modelruntime.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void quantilesAreTheNearestRank() {
        var latencies = of(LongStream.rangeClosed(1, 100).map(n -> 1000 * (101 - n)));

        assertThat(latencies.micros(0.50)).isEqualTo(50);
        assertThat(latencies.micros(0.99)).isEqualTo(99);
        assertThat(latencies.micros(1)).isEqualTo(100);
    }

    @Test
    void oneTimeIsEveryQuantile() {
        var latencies = of(LongStream.of(7000));

        assertThat(latencies.micros(0.50)).isEqualTo(7);
        assertThat(latencies.micros(0.99)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredHasNoQuantile() {
        assertThat(new Latencies().micros(0.50)).isNaN();
    }

    @Test
    void mergedTimesAreThoseOfAll() {
        var merged = Latencies.merge(List.of(of(LongStream.range(0, 3000)), new Latencies(), of(LongStream.of(9000))));

        assertThat(merged.count()).isEqualTo(3001);
        assertThat(merged.micros(1)).isEqualTo(9);
    }

    private static Latencies of(LongStream nanoseconds) {
        var latencies = new Latencies();
        nanoseconds.forEach(latencies::add);
        return latencies;
    }
}
