package io.candor.modelruntime.generation.catalogue;

import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.generation.FallbackEngine;
import io.candor.modelruntime.generation.FileDigest;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the {@code model.yaml} of a model that generates text and names what is wrong in it. */
final class ChatModelReader {
    static final String KIND = "text-generation";

    private static final int LONGEST_CONTEXT = 1 << 20;

    private ChatModelReader() {}

    /**
     * The model that {@code yaml} describes; empty for one of another kind.
     *
     * @param folder where its files lie
     */
    static Optional<ChatModel> read(ModelId id, Path folder, String yaml, Instant written)
            throws MalformedModelException {
        var root = new Setting("", parse(yaml));
        if (!KIND.equals(root.at("kind").value())) {
            return Optional.empty();
        }
        requireIdentity(id, root);
        var contextLength = root.at("context_length").number(16, LONGEST_CONTEXT);
        var engines = new ArrayList<EngineReader.Described>();
        for (var engine : root.at("engines").items()) {
            engines.add(EngineReader.read(id, contextLength, folder, engine));
        }
        return Optional.of(new ChatModel(
                id.name(),
                id.version(),
                digest(id, yaml, engines),
                root.at("owned_by").text(),
                contextLength,
                written,
                new FallbackEngine(
                        engines.stream().map(engine -> engine.engine().get()).toList())));
    }

    private static void requireIdentity(ModelId id, Setting root) throws MalformedModelException {
        if (!root.at("name").text().equals(id.name())) {
            throw root.at("name").wrong("the name of its folder, " + id.name());
        }
        if (!root.at("version").text().equals(id.version())) {
            throw root.at("version").wrong("the name of its folder, \"" + id.version() + "\"");
        }
    }

    /** Over the description and the weights that it lists, as the manifest of every model is made. */
    private static String digest(ModelId id, String yaml, List<EngineReader.Described> engines) {
        var files = new TreeMap<String, String>();
        files.put("model.yaml", FileDigest.sha256(yaml));
        engines.forEach(engine -> files.putAll(engine.files()));
        var manifest = new StringBuilder();
        files.forEach((path, sha256) -> manifest.append(sha256)
                .append("  ")
                .append(id)
                .append('/')
                .append(path)
                .append('\n'));
        return FileDigest.sha256(manifest.toString());
    }

    private static Object parse(String yaml) throws MalformedModelException {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new MalformedModelException("model.yaml is not valid YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
