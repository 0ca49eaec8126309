package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.metrics.MetricsConfig;
import io.candor.modelruntime.metrics.ModelMetrics;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.platform.web.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
    private static final long MEGABYTE = 1 << 20;

    private final TestRepository repository = TestRepository.empty().factor("scale", "1", 10);

    @Test
    void whatFitsIsAdmittedAndWhatDoesNotIsRefusedWithTheFigures() throws MalformedModelException {
        var budget = new MemoryBudget(100 * MEGABYTE, () -> 1000 * MEGABYTE);

        assertThatCode(() -> budget.admit(stored(), 60 * MEGABYTE, 40 * MEGABYTE))
                .doesNotThrowAnyException();
        assertThat(refusal(budget, 61 * MEGABYTE, 40 * MEGABYTE).detail())
                .isEqualTo("Model scale/1 is not loaded: it needs about 61 MB, and 60 MB are left for models");
    }

    @Test
    void whatTheMachineCannotGiveIsRefusedToo() throws MalformedModelException {
        var budget = new MemoryBudget(100 * MEGABYTE, () -> 50 * MEGABYTE);

        var refused = refusal(budget, 26 * MEGABYTE, 0);

        assertThat(refused.slug()).isEqualTo("model-does-not-fit");
        assertThat(refused.detail())
                .isEqualTo("Model scale/1 is not loaded: it needs about 52 MB, and 50 MB are left on this machine");
    }

    @Test
    void aModelThatDoesNotFitIsUnavailableAndSaysWhy() {
        var metrics = new ModelMetrics(new SimpleMeterRegistry(), new MetricsConfig(1), Clock.systemUTC());
        var config = new ServingConfig(Map.of(), 1, 1, 1 << 20, Duration.ofSeconds(1));
        try (var models = ServingFactory.open(new ModelStore(List.of(repository.root())), metrics, config)) {
            assertThat(models.index(false)).singleElement().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo(IndexEntry.State.UNAVAILABLE);
                assertThat(entry.reason()).contains("MB are left for models");
            });
            var refused = catchThrowableOfType(ProblemException.class, () -> models.load("scale"));
            assertThat(refused.slug()).isEqualTo("model-does-not-fit");
        }
    }

    @Test
    void aContainersLimitCountsLessWhatItUses(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemTotal: 9000 kB\nMemAvailable:    4096 kB\n");
        var memory = new AvailableMemory(folder.resolve("meminfo"), folder);
        assertThat(memory.bytes()).isEqualTo(4096 * 1024);

        Files.writeString(folder.resolve("memory.max"), "3000000\n");
        Files.writeString(folder.resolve("memory.current"), "2000000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 5\ninactive_file 500000\n");
        assertThat(memory.bytes()).isEqualTo(1_500_000);

        Files.writeString(folder.resolve("memory.max"), "max\n");
        assertThat(memory.bytes()).isEqualTo(4096 * 1024);
    }

    private ProblemException refusal(MemoryBudget budget, long estimate, long held) throws MalformedModelException {
        var stored = stored();
        return catchThrowableOfType(ProblemException.class, () -> budget.admit(stored, estimate, held));
    }

    private StoredModel stored() throws MalformedModelException {
        return new ModelStore(List.of(repository.root())).read(new ModelId("scale", "1"));
    }
}
