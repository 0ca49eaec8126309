package io.candor.modelruntime.bench.bare;

import io.candor.modelruntime.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Looks for the batch size and the layout of threads with which bare runs get the most rows through. */
public final class BareStudy {
    private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32);

    private static final double NEARLY = 0.98;

    private BareStudy() {}

    /**
     * Rows per second of one way to run.
     *
     * @param batch rows in a run
     * @param callers runs at the same time
     * @param threads threads inside each run
     */
    public record Point(int batch, int callers, int threads, double rowsPerSecond) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d rows in a run, %d runs at a time, %d threads in each: %.0f rows/s",
                    batch,
                    callers,
                    threads,
                    rowsPerSecond);
        }
    }

    /**
     * Every batch size with one caller that uses all cores, and with a caller for each core.
     *
     * @param rows the inputs with so many rows
     */
    public static List<Point> measure(Path file, IntFunction<List<Tensor>> rows, Duration time)
            throws InterruptedException {
        var cores = Runtime.getRuntime().availableProcessors();
        var points = new ArrayList<Point>();
        for (var callers : List.of(1, cores)) {
            var threads = cores / callers;
            try (var graph = new BareGraph(file, threads)) {
                for (var batch : BATCHES) {
                    var rate = graph.rowsPerSecond(rows.apply(batch), callers, time);
                    points.add(new Point(batch, callers, threads, rate));
                }
            }
        }
        return points;
    }

    /** The way that gets the most rows through. */
    public static Point best(List<Point> points) {
        return points.stream()
                .max(Comparator.comparingDouble(Point::rowsPerSecond))
                .orElseThrow();
    }

    /**
     * The smallest batch in the best layout that gets through nearly as much as the best: what a server should use, since
     * a larger one only makes requests wait.
     */
    public static Point economical(List<Point> points) {
        var best = best(points);
        return points.stream()
                .filter(point -> point.callers() == best.callers())
                .filter(point -> point.rowsPerSecond() >= NEARLY * best.rowsPerSecond())
                .min(Comparator.comparingInt(Point::batch))
                .orElse(best);
    }

    /** The same way once more. */
    public static Point again(Path file, IntFunction<List<Tensor>> rows, Point point, Duration time)
            throws InterruptedException {
        try (var graph = new BareGraph(file, point.threads())) {
            var rate = graph.rowsPerSecond(rows.apply(point.batch()), point.callers(), time);
            return new Point(point.batch(), point.callers(), point.threads(), rate);
        }
    }
}
