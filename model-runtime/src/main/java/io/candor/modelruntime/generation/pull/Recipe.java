package io.candor.modelruntime.generation.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Where the weights of a model come from whose description ships with this project.
 *
 * @param description the {@code model.yaml}, word for word
 * @param requirement the Python package and its version, as pip writes it
 * @param wheelSha256 the digest of the package's wheel
 * @param entry the weights' path inside the wheel
 * @param weightsSha256 the digest of the weights
 */
record Recipe(String description, String requirement, String wheelSha256, String entry, String weightsSha256) {
    /** The recipe of the model {@code name}; empty when none ships. */
    static Optional<Recipe> find(Path shipped, String name) throws IOException, PullException {
        var file = shipped.resolve(name).resolve("1").resolve("model.yaml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var description = Files.readString(file);
        if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(description) instanceof Map<?, ?> root)
                || !(root.get("source") instanceof Map<?, ?> source)
                || source.get("python_package") == null) {
            throw new PullException("the model " + name + " ships with this project and has nothing to pull");
        }
        return Optional.of(new Recipe(
                description,
                text(source, "python_package"),
                text(source, "wheel_sha256"),
                text(source, "entry"),
                weights(root)));
    }

    private static String weights(Map<?, ?> root) throws PullException {
        if (root.get("engines") instanceof List<?> engines) {
            for (var engine : engines) {
                if (engine instanceof Map<?, ?> llama && "llama.cpp".equals(llama.get("type"))) {
                    return text(llama, "sha256");
                }
            }
        }
        throw new PullException("the shipped description names no weights");
    }

    private static String text(Map<?, ?> map, String key) throws PullException {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new PullException("the shipped description has no " + key);
    }
}
