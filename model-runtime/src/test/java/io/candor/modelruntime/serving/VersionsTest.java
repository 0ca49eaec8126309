package io.candor.modelruntime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.candor.modelruntime.fixture.TestRepository;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.Eventually;
import io.candor.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final UUID TENANT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private final TestRepository repository = TestRepository.empty();
    private ModelService models =
            ModelService.open(repository.factor("scale", "1", 10).root());

    @AfterEach
    void unload() {
        models.close();
    }

    @Test
    void theHighestVersionAnswersAndOthersByNumber() {
        models.close();
        models = ModelService.open(
                repository.factor("scale", "2", 20).factor("scale", "10", 100).root());

        assertThat(factor(null)).isEqualTo(100);
        assertThat(factor("2")).isEqualTo(20);
        assertThat(models.metadata("scale", null).versions()).containsExactly("1", "2", "10");
        assertThat(refusal("3").detail()).isEqualTo("There is no model scale/3");
        assertThat(refusal("latest").detail()).isEqualTo("There is no model scale/latest");
    }

    @Test
    void aVersionIsLoadedAndUnloadedWhileTheServiceRuns() {
        repository.factor("scale", "2", 20);
        assertThat(factor(null)).isEqualTo(10);

        models.load("scale");
        assertThat(factor(null)).isEqualTo(20);
        assertThat(models.index(false))
                .extracting(IndexEntry::version, IndexEntry::state)
                .containsExactly(tuple("1", IndexEntry.State.READY), tuple("2", IndexEntry.State.READY));

        models.unload("scale");
        assertThat(refusal(null).status().getCode()).isEqualTo(503);
        assertThat(refusal(null).detail()).isEqualTo("Model scale/2 is unavailable: it was unloaded");
        assertThat(models.index(true)).isEmpty();
        assertThat(models.isReady()).isFalse();

        models.load("scale");
        assertThat(factor("1")).isEqualTo(10);
    }

    @Test
    void whatIsNotInTheRepositoryCanNeitherBeLoadedNorUnloaded() {
        for (var name : List.of("nothing", "../scale", "")) {
            assertThat(catchThrowableOfType(ProblemException.class, () -> models.load(name))
                            .status()
                            .getCode())
                    .isEqualTo(404);
            assertThat(catchThrowableOfType(ProblemException.class, () -> models.unload(name))
                            .status()
                            .getCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aBrokenFileIsRefusedAndWhatAnsweredGoesOn() {
        repository.overwrite("scale", "model.onnx", "broken");
        repository.graph("scale", "2", new byte[] {1, 2, 3}, "");

        var refused = catchThrowableOfType(ProblemException.class, () -> models.load("scale"));

        assertThat(refused.slug()).isEqualTo("model-not-loadable");
        assertThat(refused.detail()).startsWith("Model scale/1 is unavailable: model.onnx has the SHA-256 ");
        assertThat(factor(null)).isEqualTo(10);
        assertThat(refusal("2").detail()).startsWith("Model scale/2 is unavailable: ");
    }

    @Test
    void theReleaseSaysWhoIsInProductionAndOutlivesTheProcess() {
        repository.factor("scale", "2", 20);
        models.load("scale");

        models.setRelease("scale", new Release("1", "2", 0, false));
        models.close();
        models = ModelService.open(repository.root());

        assertThat(models.release("scale")).isEqualTo(new Release("1", "2", 0, false));
        assertThat(factor(null)).isEqualTo(10);
        assertThat(factor("production")).isEqualTo(10);
        assertThat(factor("candidate")).isEqualTo(20);
    }

    @Test
    void aReleaseOfWhatIsNotReadyIsRefusedByName() {
        assertThat(released("1", "2")).isEqualTo("candidate: version 2 of scale is not ready");
        assertThat(released("7", null)).isEqualTo("production: version 7 of scale is not ready");
        assertThat(released("x", null)).isEqualTo("production: x came, a version number is expected");
        assertThat(released("1", "1")).isEqualTo("candidate: is the version in production");
        assertThat(catchThrowableOfType(ProblemException.class, () -> new Release("1", "2", 101, false))
                        .detail())
                .isEqualTo("canary_percent: 101 came, 0 to 100 is expected");
        assertThat(catchThrowableOfType(ProblemException.class, () -> new Release("1", null, 5, false))
                        .detail())
                .isEqualTo("candidate: is needed for a canary and for shadow traffic");
        assertThat(catchThrowableOfType(ProblemException.class, () -> new Release(null, "2", 5, false))
                        .detail())
                .isEqualTo("production: is needed beside a candidate");
        assertThat(refusal("candidate").detail()).isEqualTo("Model scale has no candidate");
    }

    @Test
    void aCanaryAnswersItsShareAndTheSameRequestAlike() {
        repository.factor("scale", "2", 20);
        models.load("scale");
        models.setRelease("scale", new Release("1", "2", 25, false));

        var first = IntStream.range(0, 2000).map(this::factorOf).toArray();
        var second = IntStream.range(0, 2000).map(this::factorOf).toArray();

        assertThat(second).containsExactly(first);
        assertThat(IntStream.of(first).filter(factor -> factor == 20).count() / 2000.0)
                .isCloseTo(0.25, within(0.04));
        var report = models.comparison("scale");
        assertThat(report.productionTraffic().requests()
                        + report.candidateTraffic().requests())
                .isEqualTo(4000);
        assertThat(report.compared()).isZero();
    }

    @Test
    void theCandidateIsAskedInTheShadowAndItsAnswersAreCompared() {
        repository.factor("scale", "2", -10);
        models.load("scale");
        models.setRelease("scale", new Release("1", "2", 0, true));

        IntStream.range(0, 10).forEach(i -> assertThat(factorOf(i)).isEqualTo(10));

        var report =
                Eventually.assertThat(() -> models.comparison("scale"), seen -> seen.compared() + seen.dropped() == 10);

        assertThat(report.production()).isEqualTo("1");
        assertThat(report.candidate()).isEqualTo("2");
        assertThat(report.candidateTraffic().requests()).isEqualTo(report.compared());
        assertThat(report.outputs()).singleElement().satisfies(output -> {
            assertThat(output.name()).isEqualTo("y");
            // x is (1, 0): production answers (10, 0), the candidate (-10, 0), so another column is highest.
            assertThat(output.agreement()).isZero();
            assertThat(output.meanDifference()).isEqualTo(10);
            assertThat(output.largestDifference()).isEqualTo(20);
        });
    }

    @Test
    void aTenantsModelIsItsAlone() {
        repository.factor("tenants/" + TENANT + "/scale", "1", 77).factor("tenants/" + TENANT + "/own", "1", 5);
        as(TENANT, () -> {
            models.load("scale");
            models.load("own");
            return null;
        });

        assertThat(as(TENANT, () -> factor(null))).isEqualTo(77);
        assertThat(as(OTHER, () -> factor(null))).isEqualTo(10);
        assertThat(factor(null)).isEqualTo(10);
        assertThat(as(TENANT, () -> models.index(false)))
                .extracting(IndexEntry::name)
                .containsExactly("own", "scale");
        assertThat(as(OTHER, () -> models.index(false)))
                .extracting(IndexEntry::name)
                .containsExactly("scale");
        assertThat(as(
                        OTHER,
                        () -> problem(() -> models.metadata("own", null))
                                .status()
                                .getCode()))
                .isEqualTo(404);
        assertThat(as(
                        OTHER,
                        () -> problem(() -> models.statistics("own", null))
                                .status()
                                .getCode()))
                .isEqualTo(404);
        assertThat(as(OTHER, () -> problem(() -> models.release("own")).status().getCode()))
                .isEqualTo(404);
        assertThat(as(TENANT, () -> models.statistics("scale", null)))
                .singleElement()
                .satisfies(statistics -> assertThat(statistics.name()).isEqualTo("scale"));
    }

    @Test
    void aTenantChangesOnlyItsOwnModels() {
        for (Runnable change : List.<Runnable>of(
                () -> models.load("scale"),
                () -> models.unload("scale"),
                () -> models.setRelease("scale", new Release("1", null, 0, false)))) {
            assertThat(as(
                            TENANT,
                            () -> problem(() -> {
                                        change.run();
                                        return null;
                                    })
                                    .status()
                                    .getCode()))
                    .isEqualTo(404);
        }
        assertThat(factor(null)).isEqualTo(10);
    }

    @Test
    void noRequestFailsWhileVersionsComeAndGo() throws Exception {
        var stop = new AtomicBoolean();
        var clients = new ArrayList<CompletableFuture<Integer>>();
        for (var client = 0; client < 4; client++) {
            clients.add(CompletableFuture.supplyAsync(
                    () -> {
                        var answered = 0;
                        while (!stop.get()) {
                            assertThat(factor(null)).isIn(10, 20);
                            answered++;
                        }
                        return answered;
                    },
                    command -> Thread.ofPlatform().start(command)));
        }

        for (var round = 0; round < 10; round++) {
            repository.factor("scale", "2", 20);
            models.load("scale");
            models.setRelease("scale", new Release(round % 2 == 0 ? "2" : "1", null, 0, false));
            models.load("scale");
        }
        stop.set(true);

        for (var client : clients) {
            assertThat(client.get()).isPositive();
        }
    }

    @Test
    void whatAModelDidIsCounted() {
        models.ask(request("scale", null, "a", 3));

        var statistics = models.statistics("scale", null).getFirst();

        assertThat(statistics.inferenceStats().success().count()).isEqualTo(1);
        assertThat(statistics.inferenceCount()).isEqualTo(3);
        assertThat(statistics.batchStats()).anySatisfy(batch -> {
            assertThat(batch.batchSize()).isEqualTo(3);
            assertThat(batch.computeInfer().count()).isEqualTo(1);
        });
    }

    private String released(String production, @Nullable String candidate) {
        return problem(() -> {
                    models.setRelease("scale", new Release(production, candidate, 0, false));
                    return null;
                })
                .detail();
    }

    private int factor(@Nullable String version) {
        return multiplied(request("scale", version, "", 1));
    }

    private int factorOf(int id) {
        return multiplied(request("scale", null, "request-" + id, 1));
    }

    private int multiplied(InferenceRequest request) {
        return (int) models.ask(request).output("y").orElseThrow().floats()[0];
    }

    private ProblemException refusal(@Nullable String version) {
        return problem(() -> models.ask(request("scale", version, "", 1)));
    }

    private static ProblemException problem(Supplier<?> work) {
        return catchThrowableOfType(ProblemException.class, work::get);
    }

    private static <T extends @Nullable Object> T as(UUID tenant, Supplier<T> work) {
        return new TenantContext(tenant, "user:a", java.util.Set.of(), "team", "r-1").call(work);
    }

    static InferenceRequest request(String model, @Nullable String version, String id, int rows) {
        var values = new float[2 * rows];
        for (var row = 0; row < rows; row++) {
            values[2 * row] = 1;
        }
        var input = Tensor.ofFloats("x", List.of((long) rows, 2L), values);
        return new InferenceRequest(model, version, id, Map.of(), List.of(input), List.of());
    }
}
