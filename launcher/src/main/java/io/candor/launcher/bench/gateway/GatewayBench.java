package io.candor.launcher.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.bench.metering.Bench;
import io.candor.launcher.bench.metering.CpuTime;
import io.candor.launcher.platform.Platform;
import io.candor.launcher.platform.PlatformConfig;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts a platform of its own whose assistant answers at once, and measures the governed path: hashed key, scope, limits,
 * reservation and a durable row for each call.
 *
 * @param state the launcher's; everything of the benchmark lies in its folder {@code bench/gateway}
 * @param time of each measured load
 */
public record GatewayBench(Path projectRoot, StateFolder state, Duration time) {
    private static final int[] CLIENTS = {1, 16};
    private static final int STREAMS = 1000;
    private static final int FIRST_BYTES = 60;
    private static final double MICROSECONDS = 1e6;

    /** Everything that was measured; times are microseconds. */
    public ObjectNode run() throws InterruptedException {
        var folder = state.root().resolve("bench").resolve("gateway").toAbsolutePath();
        try (var upstream = new BareUpstream()) {
            FolderTree.delete(folder.resolve("platform"));
            Files.createDirectories(folder.resolve("platform"));
            var plans = Files.writeString(folder.resolve("plans.yaml"), plans());
            var config = PlatformConfig.forTests(projectRoot, folder.resolve("platform"))
                    .with(Service.TENANT_SERVICE, Map.of("CANDOR_PLANS", plans.toString()))
                    .with(Service.GATEWAY, Map.of("CANDOR_ASSISTANT_URL", upstream.address()));
            try (var platform = Platform.start(config, System.out::println);
                    var http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                return measure(new Bench(platform, http), upstream, folder);
            }
        } catch (IOException | SQLException e) {
            throw new LauncherException("The benchmark cannot be run: " + e.getMessage(), e);
        }
    }

    /** Whether every request was answered and no frame was lost. */
    public static boolean isClean(ObjectNode result) {
        return result.findValuesAsText("failed").stream().allMatch("0"::equals)
                && result.path("streams").path("frames_lost").asLong() == 0;
    }

    private ObjectNode measure(Bench bench, BareUpstream upstream, Path folder)
            throws IOException, InterruptedException, SQLException {
        var result = new ObjectMapper().createObjectNode().put("bench", "gateway");
        result.put("cores", Runtime.getRuntime().availableProcessors()).put("seconds", time.toSeconds());
        var tenant = bench.newTenant("bench");
        var budget = bench.post("/v1/budgets", tenant, "billing:manage", "{\"limit\":\"1000000.00\"}");
        if (budget.status() != 201) {
            throw new LauncherException("No budget could be set: " + budget.body());
        }
        var key = bench.newKey(tenant);
        var gateway = bench.platform().process(Service.GATEWAY).pid();
        var postmaster = postmaster(bench);
        var bare = new ProxyLoad(bench.http(), upstream.address(), key);
        var governed = new ProxyLoad(bench.http(), bench.platform().url(Service.GATEWAY), key);
        load(result, "upstream", bare, null);
        load(result, "gateway", governed, () -> CpuTime.of(gateway));
        try (var nginx = OtherProxy.nginx(folder.resolve("nginx"), upstream.address())) {
            other(result, "nginx", nginx, bench, key);
        }
        try (var spring = OtherProxy.spring(folder.resolve("spring"), upstream.address())) {
            other(result, "spring_cloud_gateway", spring, bench, key);
        }
        var before = CpuTime.of(postmaster);
        var measured = governed.run(CLIENTS[1], time);
        result.put(
                "database_cpu_us_per_call",
                Math.round((CpuTime.of(postmaster) - before) / measured.answered() * MICROSECONDS));
        var streams = new StreamLoad(governed);
        result.put("first_byte_us_upstream", new StreamLoad(bare).firstByte(FIRST_BYTES));
        result.put("first_byte_us_gateway", streams.firstByte(FIRST_BYTES));
        result.set("streams", streams.many(STREAMS));
        System.out.println("streams: " + result.path("streams"));
        return result;
    }

    private void other(ObjectNode result, String name, @Nullable OtherProxy proxy, Bench bench, String key)
            throws InterruptedException {
        if (proxy == null) {
            result.put(name, "not here");
            System.out.println(name + ": not here");
            return;
        }
        load(result, name, new ProxyLoad(bench.http(), proxy.address(), key), () -> CpuTime.of(proxy.pid()));
    }

    private void load(ObjectNode result, String name, ProxyLoad load, @Nullable DoubleSupplier cpu)
            throws InterruptedException {
        load.run(CLIENTS[1], time);
        var rows = result.putArray(name);
        for (var clients : CLIENTS) {
            var before = cpu == null ? 0 : cpu.getAsDouble();
            var measured = load.run(clients, time);
            var row = rows.addObject()
                    .put("clients", clients)
                    .put("per_second", Math.round(measured.perSecond()))
                    .put("p50_us", measured.p50())
                    .put("p99_us", measured.p99())
                    .put("failed", measured.failed());
            if (cpu != null) {
                row.put(
                        "cpu_us_per_request",
                        Math.round((cpu.getAsDouble() - before) / measured.answered() * MICROSECONDS));
            }
            System.out.println(name + ": " + row);
        }
    }

    /** The process that all of PostgreSQL's others descend from. */
    private static long postmaster(Bench bench) throws SQLException {
        try (var connection = bench.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            var backend = rows.getLong(1);
            return ProcessHandle.of(backend)
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .orElse(backend);
        }
    }

    private static String plans() throws IOException {
        try (var content = Objects.requireNonNull(GatewayBench.class.getResourceAsStream("/bench-plans.yaml"))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
