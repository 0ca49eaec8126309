package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.server.RuntimeControl;
import io.candor.modelruntime.bench.server.ServerProcess;
import java.util.List;
import java.util.Locale;

/** Loads and unloads a model, and fails to load broken ones, over and over; the server's memory should not grow. */
public record MemoryRow(Profile profile) {
    private static final double AIM = 0.05;
    private static final int SETTLING = 50;

    /**
     * The row.
     *
     * @param good a model that is not loaded
     * @param broken models that no server should load, taken in turn
     */
    public Row measure(ServerProcess server, RuntimeControl control, String good, List<String> broken)
            throws InterruptedException {
        cycle(control, SETTLING, good);
        fail(control, SETTLING, broken);
        var before = resident(server);
        cycle(control, profile.loads(), good);
        var afterLoads = resident(server);
        fail(control, profile.loads(), broken);
        var afterFailures = resident(server);
        return row(before, afterLoads, afterFailures);
    }

    private static void cycle(RuntimeControl control, int times, String model) throws InterruptedException {
        for (var time = 0; time < times; time++) {
            if (!control.load(model) || !control.unload(model)) {
                throw new IllegalStateException("The runtime refused to load or unload " + model);
            }
        }
    }

    private static void fail(RuntimeControl control, int times, List<String> broken) throws InterruptedException {
        for (var time = 0; time < times; time++) {
            var model = broken.get(time % broken.size());
            if (control.load(model)) {
                throw new IllegalStateException("The runtime loaded the broken model " + model);
            }
        }
    }

    private static long resident(ServerProcess server) throws InterruptedException {
        server.collectGarbage();
        return server.residentKib();
    }

    private Row row(long before, long afterLoads, long afterFailures) {
        var loads = (double) afterLoads / before - 1;
        var failures = (double) afterFailures / before - 1;
        var figures = Figures.object()
                .put("loads_and_unloads", profile.loads())
                .put("failed_loads", profile.loads())
                .put("resident_kib_before", before)
                .put("resident_kib_after_loads", afterLoads)
                .put("resident_kib_after_failed_loads", afterFailures);
        Figures.put(figures, "change_after_loads", loads);
        Figures.put(figures, "change_after_failed_loads", failures);
        return Row.of(
                Aim.MEMORY,
                String.format(
                        Locale.ROOT,
                        "%+.1f %% after %d loads, %+.1f %% after as many failed loads",
                        100 * loads,
                        profile.loads(),
                        100 * failures),
                Math.abs(loads) <= AIM && Math.abs(failures) <= AIM,
                figures);
    }
}
