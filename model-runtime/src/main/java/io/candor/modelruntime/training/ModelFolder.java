package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a trained head as the model repository wants it: {@code model.onnx}, {@code model.yaml}, {@code README.md}. */
final class ModelFolder {
    private final Path repository;

    ModelFolder(Path repository) {
        this.repository = repository;
    }

    Path write(TrainedHead head) throws IOException {
        var folder =
                repository.resolve(head.recipe().name()).resolve(head.recipe().version());
        Files.createDirectories(folder);
        var onnx = head.onnx();
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("model.yaml"), description(head, sha256(onnx)));
        Files.writeString(folder.resolve("README.md"), new ModelCard(head).text());
        return folder;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String description(TrainedHead head, String digest) {
        var recipe = head.recipe();
        var yaml = new StringBuilder();
        yaml.append("name: ").append(recipe.name()).append('\n');
        yaml.append("version: \"").append(recipe.version()).append("\"\n");
        yaml.append("kind: text-head\n");
        yaml.append("encoder: ").append(recipe.encoder()).append('\n');
        yaml.append("input: ").append(HeadGraph.INPUT).append('\n');
        yaml.append("outputs:\n");
        yaml.append("  - name: ").append(recipe.output()).append('\n');
        yaml.append("    datatype: FP32\n");
        yaml.append("    shape: [").append(head.labels().size()).append("]\n");
        yaml.append("    labels: ").append(quoted(head.labels())).append('\n');
        if (!head.labelThresholds().isEmpty()) {
            yaml.append("    thresholds: ").append(head.labelThresholds()).append('\n');
        }
        head.outOfScopeThreshold()
                .ifPresent(threshold -> yaml.append("  - name: ")
                        .append(HeadGraph.outOfScopeOutput(recipe.output()))
                        .append("\n    datatype: FP32\n    shape: []\n    threshold: ")
                        .append((float) threshold)
                        .append('\n'));
        yaml.append("files:\n  - path: model.onnx\n    sha256: ").append(digest).append('\n');
        yaml.append(trained(head));
        return yaml.toString();
    }

    private static String trained(TrainedHead head) {
        var recipe = head.recipe();
        var settings = recipe.settings();
        return String.format(
                Locale.ROOT,
                """
                trained:
                  data: "%s"
                  licence: "%s"
                  seed: %d
                  texts: {train: %d, validation: %d, test: %d}
                  network: {hidden: %d, members: %d, dropout: %s, label_smoothing: %s}
                  optimizer: {epochs: %d, patience: %d, batch_size: %d, learning_rate: %s, weight_decay: %s}
                  refit: %s
                  temperature: %.4f
                """,
                recipe.card().data(),
                recipe.card().licence(),
                settings.seed(),
                head.sizes().train(),
                head.sizes().validation(),
                head.sizes().test(),
                settings.hidden(),
                settings.members(),
                settings.dropout(),
                settings.labelSmoothing(),
                settings.epochs(),
                settings.patience(),
                settings.batchSize(),
                settings.learningRate(),
                settings.weightDecay(),
                recipe.refit(),
                head.temperature());
    }

    /** Quoted, for {@code yes} and {@code no} are intents here and booleans to YAML. */
    private static String quoted(List<String> labels) {
        return labels.stream().map(label -> '"' + label + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
