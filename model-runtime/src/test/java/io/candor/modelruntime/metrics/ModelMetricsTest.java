package io.candor.modelruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.scheduler.BatchStatistics;
import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.scheduler.SchedulerSettings;
import io.candor.modelruntime.scheduler.ServedRequest;
import io.candor.modelruntime.scheduler.Submission;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelMetricsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_764_064_800_000L), ZoneOffset.UTC);
    private static final String MODEL = "{model=\"m\",version=\"1\"}";
    private static final String OF_TENANT = "{model=\"m\",tenant=\"t\",version=\"1\"}";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ModelMetrics metrics = metrics(100);

    @Test
    void whatTritonsMetricsTellIsTold() {
        var recording = metrics.register("m", "1", "cuda", 4096);
        recording.observe(() -> 3);
        recording.observe(() -> 2);
        recording.executed(new BatchStatistics(
                8,
                List.of(
                        new ServedRequest("t", 5, Duration.ofMillis(500)),
                        new ServedRequest("t", 3, Duration.ofSeconds(1))),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(250)));
        recording.succeeded("t", 5, 3_000_000_000L);
        recording.succeeded("t", 3, 1_000_000_000L);
        recording.failed("t", FailureReason.TIMEOUT, 1_000_000_000);

        assertThat(registry.scrape().lines())
                .contains(
                        "candor_inference_request_success_total" + OF_TENANT + " 2.0",
                        "candor_inference_request_failure_total{model=\"m\",reason=\"TIMEOUT\",tenant=\"t\",version=\"1\"} 1.0",
                        "candor_inference_request_failure_total{model=\"m\",reason=\"REJECTED\",tenant=\"t\",version=\"1\"} 0.0",
                        "candor_inference_count_total" + OF_TENANT + " 8.0",
                        "candor_inference_exec_count_total" + MODEL + " 1.0",
                        "candor_inference_request_duration_seconds_count" + OF_TENANT + " 2",
                        "candor_inference_request_duration_seconds_sum" + OF_TENANT + " 4.0",
                        "candor_inference_queue_duration_seconds_count" + OF_TENANT + " 2",
                        "candor_inference_queue_duration_seconds_sum" + OF_TENANT + " 1.5",
                        "candor_inference_compute_input_duration_seconds_sum" + MODEL + " 2.0",
                        "candor_inference_compute_infer_duration_seconds_count" + MODEL + " 2",
                        "candor_inference_compute_infer_duration_seconds_sum" + MODEL + " 4.0",
                        "candor_inference_compute_output_duration_seconds_sum" + MODEL + " 0.5",
                        "candor_inference_pending_request_count" + MODEL + " 5.0",
                        "candor_inference_batch_size_bucket{model=\"m\",version=\"1\",le=\"4.0\"} 0",
                        "candor_inference_batch_size_bucket{model=\"m\",version=\"1\",le=\"8.0\"} 1",
                        "candor_inference_batch_size_sum" + MODEL + " 8.0",
                        "candor_inference_model_loaded{device=\"cuda\",model=\"m\",version=\"1\"} 1.0",
                        "candor_inference_model_memory_bytes{device=\"cuda\",model=\"m\",version=\"1\"} 4096.0");
    }

    @Test
    void aNewVersionHasSeriesForThoseWhoAskedItsPredecessor() {
        metrics.register("m", "1", "cpu", 4096).succeeded("t", 1, 1000);
        metrics.register("other", "1", "cpu", 4096).succeeded("u", 1, 1000);

        metrics.register("m", "2", "cpu", 4096);

        assertThat(registry.scrape().lines())
                .contains("candor_inference_request_success_total{model=\"m\",tenant=\"t\",version=\"2\"} 0.0")
                .noneMatch(line -> line.contains("tenant=\"u\",version=\"2\""));
    }

    @Test
    void statisticsHaveTritonsMeaning() {
        var recording = metrics.register("m", "1", "cpu", 4096);
        recording.executed(batch(8, 10, 20, 30, "t", "u"));
        recording.executed(batch(8, 1, 2, 3, "t"));
        recording.executed(batch(2, 5, 5, 5, "u"));
        for (var tenant : new String[] {"t", "u"}) {
            recording.succeeded(tenant, 4, 100);
            recording.failed(tenant, FailureReason.BACKEND, 40);
            recording.failed(tenant, FailureReason.INVALID, 2);
        }

        assertThat(recording.statistics())
                .usingRecursiveComparison()
                .isEqualTo(new ModelStatistics(
                        "m",
                        "1",
                        CLOCK.millis(),
                        8,
                        3,
                        new InferStatistics(
                                took(2, 200),
                                took(4, 84),
                                took(4, 28),
                                took(4, 26),
                                took(4, 47),
                                took(4, 68),
                                took(0, 0),
                                took(0, 0)),
                        List.of(
                                new InferBatchStatistics(2, took(1, 5), took(1, 5), took(1, 5)),
                                new InferBatchStatistics(8, took(2, 11), took(2, 22), took(2, 33))),
                        List.of(new MemoryUsage("CPU", 0, 4096))));
    }

    @Test
    void modelThatHasNotRunHasStatisticsOfZero() {
        var statistics = metrics.register("m", "1", "cuda", 10).statistics();

        assertThat(statistics.lastInference()).isZero();
        assertThat(statistics.inferenceStats().success()).isEqualTo(took(0, 0));
        assertThat(statistics.batchStats()).isEmpty();
        assertThat(statistics.memoryUsage()).containsExactly(new MemoryUsage("GPU", 0, 10));
    }

    @Test
    void tenantsBeyondTheLimitShareOneLabel() {
        var recording = metrics(2).register("m", "1", "cpu", 0);
        var other = metrics(2);

        for (var tenant : new String[] {"a", "b", "c", "d", "a", "c"}) {
            recording.succeeded(tenant, 1, 1);
        }

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("candor_inference_request_success_total")))
                .containsExactlyInAnyOrder(
                        "candor_inference_request_success_total{model=\"m\",tenant=\"a\",version=\"1\"} 2.0",
                        "candor_inference_request_success_total{model=\"m\",tenant=\"b\",version=\"1\"} 1.0",
                        "candor_inference_request_success_total{model=\"m\",tenant=\"other\",version=\"1\"} 3.0");
        assertThat(other.labels().of("c")).isEqualTo("c");
        assertThat(metrics(0).labels().of("a")).isEqualTo("other");
    }

    @Test
    void manyTenantsAtOnceDoNotPassTheLimit() throws Exception {
        var labels = new TenantLabels(10);
        var calls = IntStream.range(0, 400)
                .mapToObj(index -> (Callable<String>) () -> labels.of("tenant-" + index % 100))
                .toList();
        var seen = new ArrayList<String>();
        try (var executor = Executors.newFixedThreadPool(8)) {
            for (var label : executor.invokeAll(calls)) {
                seen.add(label.get());
            }
        }

        assertThat(seen.stream().distinct()).hasSize(11).contains("other");
    }

    @Test
    void seriesOfAnUnloadedModelAreGone() {
        var first = metrics.register("m", "1", "cpu", 1);
        var second = metrics.register("m", "2", "cpu", 1);
        first.succeeded("t", 1, 1);
        first.executed(batch(1, 1, 1, 1, "t"));
        second.succeeded("t", 1, 1);

        first.close();
        first.succeeded("late", 1, 1);

        assertThat(registry.scrape()).doesNotContain("version=\"1\"").contains("version=\"2\"");
        second.close();
        second.close();
        assertThat(registry.scrape()).doesNotContain("candor_inference");
    }

    @Test
    void versionThatIsReplacedInPlaceGoesOnCounting() {
        var old = metrics.register("m", "1", "cpu", 100);
        old.succeeded("t", 1, 1);

        var replacement = metrics.register("m", "1", "cpu", 300);

        assertThat(registry.scrape())
                .contains("candor_inference_model_memory_bytes{device=\"cpu\",model=\"m\",version=\"1\"} 400.0");
        old.close();
        replacement.succeeded("t", 1, 1);
        assertThat(registry.scrape())
                .contains("candor_inference_model_memory_bytes{device=\"cpu\",model=\"m\",version=\"1\"} 300.0")
                .contains("candor_inference_request_success_total" + OF_TENANT + " 2.0");
        replacement.close();
        assertThat(metrics.register("m", "1", "cpu", 1).statistics().inferenceCount())
                .isZero();
    }

    @Test
    void aSchedulersRunsAreCounted() throws Exception {
        var recording = metrics.register("m", "1", "cpu", 0);
        BatchRunner<String, String> echo =
                items -> new BatchOutcome<>(items, Duration.ofNanos(1), Duration.ofNanos(2), Duration.ofNanos(3));
        try (var scheduler = new Scheduler<>("m", SchedulerSettings.ofMaxBatchSize(1), List.of(echo), recording)) {
            recording.observe(scheduler::pending);
            for (var item : List.of("a", "b", "c")) {
                assertThat(scheduler.submit(Submission.of(item, "t")).get()).isEqualTo(item);
            }
        }

        var statistics = recording.statistics();
        assertThat(statistics.executionCount()).isEqualTo(3);
        assertThat(statistics.lastInference()).isEqualTo(CLOCK.millis());
        assertThat(statistics.inferenceStats().computeInfer()).isEqualTo(took(3, 6));
        assertThat(statistics.inferenceStats().queue().count()).isEqualTo(3);
        assertThat(registry.scrape()).contains("candor_inference_pending_request_count" + MODEL + " 0.0");
    }

    private ModelMetrics metrics(int tenants) {
        return new ModelMetrics(registry, new MetricsConfig(tenants), CLOCK);
    }

    private static BatchStatistics batch(int rows, long input, long infer, long output, String... tenants) {
        var requests = Stream.of(tenants)
                .map(tenant -> new ServedRequest(tenant, rows / tenants.length, Duration.ofNanos(7)))
                .toList();
        return new BatchStatistics(
                rows, requests, Duration.ofNanos(input), Duration.ofNanos(infer), Duration.ofNanos(output));
    }

    private static StatisticDuration took(long count, long nanos) {
        return new StatisticDuration(count, nanos);
    }
}
