package io.candor.launcher.system;

import io.candor.launcher.platform.Platform;
import io.candor.launcher.platform.PlatformConfig;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every system test the same running platform: PostgreSQL and all services from their jars, one start per JVM. */
final class RunningPlatform implements ParameterResolver {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PlatformUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningPlatform.class))
                .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class)
                .platform;
    }

    /** Closed by JUnit after the last test. */
    private static final class Started implements AutoCloseable {
        private static final String METERED = """
                  metered:
                    title: Metered
                    monthly_price: "0"
                    apps: [assistant, model-runtime]
                    models: ["*"]
                    requests_per_minute: {tenant: 60000, key: 60000}
                    scheduler_weight: 16
                    members: 1000
                    api_keys: 1000
                    meters:
                      assistant.analysis: {included: 0, unit_price: "0.002"}
                """;

        private final OpenAiUpstream upstream = new OpenAiUpstream();
        private final TraceCollector traces = new TraceCollector();
        private final PeopleIssuer people = new PeopleIssuer();
        private final KeycloakStub keycloak = new KeycloakStub();
        private final Path folder;
        private final PlatformUnderTest platform;

        Started() {
            try {
                folder = Files.createTempDirectory("candor-system-test");
                upstream.addTo(new StateFolder(folder).models());
                var config = PlatformConfig.forTests(PROJECT, folder)
                        .withOidcIssuer(people.address())
                        .with(Service.TENANT_SERVICE, Map.of("CANDOR_KEYCLOAK_URL", keycloak.address()));
                config = config.with(
                                Service.TENANT_SERVICE,
                                Map.of("CANDOR_PLANS", plans(folder).toString()))
                        .with(
                                Service.GATEWAY,
                                Map.of(
                                        "CANDOR_ALLOWANCE_LEASE", "60s",
                                        "CANDOR_ALLOWANCE_EXPIRY_INTERVAL", "1s"));
                for (var service : Service.values()) {
                    config = config.with(service, Map.of("CANDOR_OTLP_ENDPOINT", traces.address()));
                }
                config = config.with(Service.TENANT_SERVICE, Map.of("CANDOR_DELETION_GRACE_DAYS", "0"));
                var platform = Platform.start(config, System.out::println);
                this.platform = new PlatformUnderTest(platform, platform.seed(), folder, upstream, traces, people);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** The shipped plans, and one in which each unit costs something from the first on. */
        private static Path plans(Path folder) throws IOException {
            var shipped = Files.readString(PROJECT.resolve("tenant-service/src/main/resources/plans.yaml"));
            return Files.writeString(folder.resolve("plans.yaml"), shipped + METERED);
        }

        @Override
        public void close() {
            platform.platform().close();
            upstream.close();
            traces.close();
            people.close();
            keycloak.close();
            new StateFolder(folder).delete();
        }
    }
}
