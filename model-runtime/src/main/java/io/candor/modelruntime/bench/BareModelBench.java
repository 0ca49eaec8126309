package io.candor.modelruntime.bench;

import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.ModelService;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Asks the text pipeline in this process, one text at a time, first with one caller and then with two: what a server built
 * on it could reach at best. The last line is one JSON object.
 */
public final class BareModelBench {
    private static final String USAGE =
            "usage: BareModelBench <file with one text per line> <seconds> [--models <folder>]";
    private static final String MODEL = "text-analysis";

    private final ModelService models;
    private final List<String> texts;

    private BareModelBench(ModelService models, List<String> texts) {
        this.models = models;
        this.texts = texts;
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        if (args.length != 2 && !(args.length == 4 && args[2].equals("--models"))) {
            throw new IllegalArgumentException(USAGE);
        }
        var repository = args.length == 4 ? args[3] : System.getenv("CANDOR_MODELS");
        if (repository == null) {
            throw new IllegalArgumentException("CANDOR_MODELS is not set; " + USAGE);
        }
        var texts = Files.readAllLines(Path.of(args[0])).stream()
                .filter(text -> !text.isBlank())
                .toList();
        var half = Duration.ofSeconds(Long.parseLong(args[1])).dividedBy(2);
        try (var models = ModelService.open(Path.of(repository))) {
            System.out.println(new BareModelBench(models, texts).run(half));
        }
    }

    /** Measures with one caller and with two, each for {@code duration}; the result as a JSON object. */
    private String run(Duration duration) throws InterruptedException, ExecutionException {
        measure(1, duration.dividedBy(4));
        var one = measure(1, duration);
        var two = measure(2, duration);
        var best = Stream.of(one, two)
                .max(Comparator.comparingDouble(Measurement::perSecond))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "{\"bare_model_per_second\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"texts\":%d,"
                        + "\"callers\":%d,\"one_caller_per_second\":%.1f,\"two_callers_per_second\":%.1f}",
                best.perSecond(),
                one.p50(),
                one.p99(),
                texts.size(),
                best.callers(),
                one.perSecond(),
                two.perSecond());
    }

    private Measurement measure(int callers, Duration duration) throws InterruptedException, ExecutionException {
        var start = System.nanoTime();
        var end = start + duration.toNanos();
        var times = new ArrayList<Long>();
        try (var pool = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<java.util.concurrent.Future<List<Long>>>();
            for (var caller = 0; caller < callers; caller++) {
                var first = caller;
                running.add(pool.submit(() -> ask(first, callers, end)));
            }
            for (var result : running) {
                times.addAll(result.get());
            }
        }
        return Measurement.of(callers, times, System.nanoTime() - start);
    }

    /** Asks every {@code step}th text, over and over, until {@code end}. */
    private List<Long> ask(int first, int step, long end) {
        var times = new ArrayList<Long>();
        for (var index = first; times.isEmpty() || System.nanoTime() < end; index += step) {
            var start = System.nanoTime();
            models.ask(request(texts.get(index % texts.size())));
            times.add(System.nanoTime() - start);
        }
        return times;
    }

    private static InferenceRequest request(String text) {
        var input = Tensor.ofTexts("text", List.of(1L), List.of(text));
        return new InferenceRequest(MODEL, null, "", Map.of(), List.of(input), List.of());
    }
}
