package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.launcher.service.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's client from npm against the running platform; what it expects is in {@code src/test/openai-client}. */
@ExtendWith(RunningPlatform.class)
class OpenAiClientTest {
    private static final Path SOURCE = Path.of("src/test/openai-client");
    private static final List<String> FILES = List.of(".npmrc", "package.json", "package-lock.json", "openai.test.js");
    private static final long MINUTES = 5;

    private final PlatformUnderTest platform;

    OpenAiClientTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void clientFromNpmGetsWhatItExpects() throws Exception {
        var folder = copy();
        var tenant = platform.newTenant();
        var environment = Map.of(
                "CANDOR_URL", platform.platform().url(Service.GATEWAY),
                "CANDOR_KEY", tenant.apiKey(),
                "CANDOR_NARROW_KEY", platform.newKey(tenant.id(), List.of("models:read")),
                "CANDOR_LIMITED_KEY", platform.newTenant("free").apiKey());

        run(folder, Map.of(), "npm", "ci");
        run(folder, environment, "node", "--test", "openai.test.js");

        Eventually.until(() -> platform.upstream().running() == 0);
    }

    private static Path copy() throws IOException {
        var folder = Files.createDirectories(Path.of("target/openai-client"));
        for (var file : FILES) {
            Files.copy(SOURCE.resolve(file), folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    private static void run(Path folder, Map<String, String> environment, String... command) throws Exception {
        var output = folder.resolve(command[0] + ".log");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(output.toFile()).environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("%s ends", command[0])
                    .isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
