package io.candor.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.demo.DemoTexts.DemoText;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The baseline: the same models on the same texts in a process of their own, without server, database or ledger. */
record BareModel(Path projectRoot) {

    JsonNode measure(List<DemoText> texts, Duration time) throws InterruptedException {
        try {
            var file = Files.createTempFile("candor-bench", ".txt");
            try {
                Files.writeString(file, texts.stream().map(DemoText::text).collect(Collectors.joining("\n")));
                return run(file, time);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LauncherException("The bare model cannot be measured: " + e.getMessage(), e);
        }
    }

    private JsonNode run(Path texts, Duration time) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                Service.MODEL_RUNTIME.jar(projectRoot).toString(),
                "io.candor.modelruntime.bench.BareModelBench",
                texts.toString(),
                String.valueOf(time.toSeconds()));
        builder.environment()
                .put(
                        "CANDOR_MODELS",
                        projectRoot.resolve("model-runtime/target/models").toString());
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var lines = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0 || lines.isEmpty()) {
            throw new LauncherException("The bare model's process failed: " + String.join(" ", lines));
        }
        return new ObjectMapper().readTree(lines.getLast());
    }
}
