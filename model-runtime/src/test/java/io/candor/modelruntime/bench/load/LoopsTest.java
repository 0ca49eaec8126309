package io.candor.modelruntime.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClosedLoopSendsAsManyRequestsAsItWasTold() throws InterruptedException {
        var result = new ClosedLoop(Collections.nCopies(3, always(Answer.SERVED))).runRequests(1000);

        assertThat(asked).hasValue(1000);
        assertThat(result.served()).isEqualTo(1000);
        assertThat(result.failed() + result.rejected()).isZero();
    }

    @Test
    void aClosedLoopTellsRefusedFromFailed() throws InterruptedException {
        var result = new ClosedLoop(List.of(always(Answer.REJECTED), always(Answer.FAILED))).runRequests(2);

        assertThat(result.served()).isZero();
        assertThat(result.rejected()).isEqualTo(1);
        assertThat(result.failed()).isEqualTo(1);
    }

    @Test
    void whatAnswersInTheWarmUpDoesNotCount() throws InterruptedException {
        var result = new ClosedLoop(List.of(always(Answer.SERVED))).run(Duration.ofMillis(20), Duration.ofMillis(20));

        assertThat(result.served()).isPositive().isLessThan(asked.get());
    }

    @Test
    void anOpenLoopSendsWhatIsDueAndCountsByFlow() throws InterruptedException {
        var flows = List.of(new Flow(always(Answer.SERVED), 2000), new Flow(always(Answer.REJECTED), 1000));

        var results = new OpenLoop(flows).run(Duration.ZERO, Duration.ofMillis(200));

        assertThat(results).extracting(LoadResult::failed).containsExactly(0, 0);
        assertThat(results.get(0).served()).isEqualTo(due(2000, 1, 200));
        assertThat(results.get(0).rejected()).isZero();
        assertThat(results.get(1).rejected()).isEqualTo(due(1000, 2, 200));
    }

    private Sender always(Answer answer) {
        return (Consumer<Answer> answered) -> {
            asked.incrementAndGet();
            server.execute(() -> answered.accept(answer));
        };
    }

    private static int due(double perSecond, long seed, long milliseconds) {
        var count = 0;
        for (var arrivals = new Arrivals(perSecond, seed);
                arrivals.due() < milliseconds * 1_000_000;
                arrivals.advance()) {
            count++;
        }
        return count;
    }
}
