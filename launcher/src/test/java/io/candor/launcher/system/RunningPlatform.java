package io.candor.launcher.system;

import io.candor.launcher.platform.Platform;
import io.candor.launcher.platform.PlatformConfig;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        private final OpenAiUpstream upstream = new OpenAiUpstream();
        private final Path folder;
        private final PlatformUnderTest platform;

        Started() {
            try {
                folder = Files.createTempDirectory("candor-system-test");
                upstream.addTo(new StateFolder(folder).models());
                var platform = Platform.start(PlatformConfig.forTests(PROJECT, folder), System.out::println);
                this.platform = new PlatformUnderTest(platform, platform.seed(), folder, upstream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            platform.platform().close();
            upstream.close();
            new StateFolder(folder).delete();
        }
    }
}
