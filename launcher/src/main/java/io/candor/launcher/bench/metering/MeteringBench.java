package io.candor.launcher.bench.metering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.platform.Platform;
import io.candor.launcher.platform.PlatformConfig;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Starts a platform of its own, without Keycloak, and measures metering on it.
 *
 * @param state the launcher's; everything of the benchmark lies in its folder {@code bench/metering}
 * @param time of each measured load
 * @param events in the exactness run; 0 leaves it out
 * @param calls through the gateway in the exactness run
 */
public record MeteringBench(Path projectRoot, StateFolder state, Duration time, int events, int calls) {
    private static final int TENANTS = 8;
    private static final int[] CLIENTS = {1, 4};
    private static final int BATCH = 1000;
    private static final double MICROSECONDS = 1e6;

    /** Everything that was measured. */
    public ObjectNode run() throws InterruptedException {
        var folder = state.root().resolve("bench").resolve("metering");
        try {
            FolderTree.delete(folder);
            try (var platform = Platform.start(PlatformConfig.forTests(projectRoot, folder), System.out::println);
                    var http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                return measure(new Bench(platform, http), folder);
            }
        } catch (IOException | SQLException e) {
            throw new LauncherException("The benchmark cannot be run: " + e.getMessage(), e);
        }
    }

    /** Whether nothing was lost and nothing counted twice. */
    public static boolean isExact(ObjectNode result) {
        return result.path("exactness").path("exact").asBoolean(true);
    }

    private ObjectNode measure(Bench bench, Path folder) throws InterruptedException, IOException, SQLException {
        var result = Bench.JSON.createObjectNode().put("bench", "metering");
        result.put("cores", Runtime.getRuntime().availableProcessors()).put("seconds", time.toSeconds());
        result.put(
                "fsync",
                bench.number("select (current_setting('fsync') = 'on' and"
                                + " current_setting('synchronous_commit') = 'on')::int")
                        == 1);
        var tenants = new ArrayList<UUID>();
        for (var i = 0; i < TENANTS; i++) {
            tenants.add(bench.newTenant("business"));
        }
        throughput(bench, tenants, result);
        result.set("row_level_security", new PolicyCost(bench, tenants.getFirst()).measure());
        System.out.println("row-level security: " + result.path("row_level_security"));
        if (events > 0) {
            result.set("exactness", exactness(bench, folder));
            System.out.println("exactness: " + result.path("exactness"));
        }
        return result;
    }

    private ObjectNode exactness(Bench bench, Path folder) throws InterruptedException, IOException, SQLException {
        var stripe = StripePeer.start(projectRoot).orElse(null);
        try {
            return new ExactnessRun(bench, folder, stripe, calls, events).run();
        } finally {
            if (stripe != null) {
                stripe.close();
            }
        }
    }

    private void throughput(Bench bench, List<UUID> tenants, ObjectNode result)
            throws InterruptedException, SQLException {
        var platform = bench.platform();
        var load = new IntakeLoad(
                bench.http(), platform.operatorTokens(), platform.url(Service.TENANT_SERVICE), tenants, BATCH);
        var bare = new BareInsert(platform.jdbcUrl(), platform.superuserPassword(), BATCH);
        System.out.printf("warming up for %d s%n", time.toSeconds());
        load.run(CLIENTS[1], time);
        var rows = result.putArray("throughput");
        for (var clients : CLIENTS) {
            var bareBefore = bare.run(clients, time);
            var cpu = cpu(platform);
            var measured = load.run(clients, time);
            cpu = cpu(platform) - cpu;
            var bareRate = (bareBefore + bare.run(clients, time)) / 2;
            System.out.printf(
                    "%d clients: %.0f events/s in batches of %d; bare batched insert %.0f rows/s%n",
                    clients, measured.perSecond(), BATCH, bareRate);
            rows.addObject()
                    .put("clients", clients)
                    .put("batch", BATCH)
                    .put("events_per_second", Math.round(measured.perSecond()))
                    .put("p50_ms", measured.millisecondsAt(50))
                    .put("p99_ms", measured.millisecondsAt(99))
                    .put("service_cpu_us_per_event", Math.round(cpu / measured.accepted() * MICROSECONDS * 10) / 10.0)
                    .put("bare_rows_per_second", Math.round(bareRate));
        }
    }

    private static double cpu(Platform platform) {
        return CpuTime.of(platform.process(Service.TENANT_SERVICE).pid());
    }
}
