package io.candor.modelruntime.modelrepository;

import io.candor.modelruntime.modelrepository.ModelDefinition.Onnx;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextEncoder;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextGeneration;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextHead;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextPipeline;
import io.candor.modelruntime.modelrepository.ModelDefinition.TextRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a {@code model.yaml} and names what is wrong in it. */
final class DefinitionReader {
    private static final int DEFAULT_MAX_BATCH = 16;
    private static final int HEAD_MAX_BATCH = 64;
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "kind",
            "files",
            "source",
            "trained",
            "licence",
            "language",
            "tokenizer",
            "inputs",
            "output",
            "outputs",
            "pooling",
            "normalize",
            "max_length",
            "dimension",
            "max_batch_size",
            "instance_group",
            "dynamic_batching",
            "warm_up",
            "encoder",
            "input",
            "heads",
            "detector",
            "routes",
            "context_length",
            "owned_by",
            "engines");
    private static final String DETECTOR = "script-and-words";
    private static final String ONNX = "model.onnx";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final ModelId id;
    private final YamlNode root;

    private DefinitionReader(ModelId id, YamlNode root) {
        this.id = id;
        this.root = root;
    }

    /** The definition in {@code yaml}, which must be that of {@code id}. */
    static Described read(ModelId id, String yaml) throws MalformedModelException {
        var reader = new DefinitionReader(id, YamlNode.root(parse(yaml)).only(KEYS));
        reader.requireIdentity();
        var files = reader.files();
        return new Described(reader.definition(files), files);
    }

    record Described(ModelDefinition definition, List<ModelFile> files) {}

    private static Object parse(String yaml) throws MalformedModelException {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new MalformedModelException("model.yaml is not valid YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void requireIdentity() throws MalformedModelException {
        if (!root.get("name").text().equals(id.name())) {
            throw root.get("name").wrong("the name of its folder, " + id.name());
        }
        if (!root.get("version").text().equals(id.version())) {
            throw root.get("version").wrong("the name of its folder, \"" + id.version() + "\"");
        }
    }

    private ModelDefinition definition(List<ModelFile> files) throws MalformedModelException {
        var kind = root.get("kind");
        return switch (kind.text()) {
            case "onnx" -> onnx(files);
            case "text-encoder" -> encoder(files);
            case "text-head" -> head(files);
            case "text-pipeline" ->
                new TextPipeline(
                        id, root.get("encoder").text(), root.get("heads").texts());
            case "text-router" -> new TextRouter(id, routes());
            case "text-generation" -> new TextGeneration(id, root.value());
            default -> throw kind.wrong("onnx, text-encoder, text-head, text-pipeline, text-router or text-generation");
        };
    }

    private Onnx onnx(List<ModelFile> files) throws MalformedModelException {
        requireFile(files, ONNX);
        return new Onnx(id, new ExecutionReader(root, 0, List.of()).read(), warmUp());
    }

    private Map<String, List<Long>> warmUp() throws MalformedModelException {
        var shapes = new HashMap<String, List<Long>>();
        var given = root.find("warm_up");
        if (given.isPresent()) {
            for (var input : given.get().entries().entrySet()) {
                var shape = new ArrayList<Long>();
                for (var length : input.getValue().items()) {
                    shape.add((long) length.positive());
                }
                shapes.put(input.getKey(), List.copyOf(shape));
            }
        }
        return shapes;
    }

    private TextEncoder encoder(List<ModelFile> files) throws MalformedModelException {
        requireFile(files, ONNX);
        requireFile(files, "tokenizer.json");
        var maxLength = root.get("max_length").positive();
        return new TextEncoder(
                id,
                root.get("inputs").texts(),
                root.get("output").text(),
                pooling(),
                root.get("normalize").flag(),
                maxLength,
                root.get("dimension").positive(),
                new ExecutionReader(root, DEFAULT_MAX_BATCH, ExecutionReader.lengthBuckets(maxLength)).read());
    }

    private Pooling pooling() throws MalformedModelException {
        var pooling = root.get("pooling");
        return switch (pooling.text()) {
            case "mean" -> Pooling.MEAN;
            case "cls" -> Pooling.CLS;
            default -> throw pooling.wrong("mean or cls");
        };
    }

    private TextHead head(List<ModelFile> files) throws MalformedModelException {
        requireFile(files, ONNX);
        var outputs = new ArrayList<OutputDefinition>();
        for (var output : root.get("outputs").items()) {
            outputs.add(output(output));
        }
        return new TextHead(
                id,
                root.get("encoder").text(),
                root.get("input").text(),
                outputs,
                new ExecutionReader(root, HEAD_MAX_BATCH, List.of()).read());
    }

    private static OutputDefinition output(YamlNode node) throws MalformedModelException {
        if (!node.get("datatype").text().equals("FP32")) {
            throw node.get("datatype").wrong("FP32");
        }
        var shape = new ArrayList<Long>();
        for (var dimension : node.get("shape").items()) {
            shape.add((long) dimension.positive());
        }
        var labels = node.find("labels");
        var threshold = node.find("threshold");
        var output = new OutputDefinition(
                node.get("name").text(),
                shape,
                labels.isPresent() ? labels.get().texts() : List.of(),
                threshold.isPresent() ? OptionalDouble.of(threshold.get().number()) : OptionalDouble.empty(),
                thresholds(node));
        requireWidth(node, "labels", output.labels().size(), shape);
        requireWidth(node, "thresholds", output.thresholds().size(), shape);
        return output;
    }

    private static List<Double> thresholds(YamlNode node) throws MalformedModelException {
        var thresholds = new ArrayList<Double>();
        var given = node.find("thresholds");
        if (given.isPresent()) {
            for (var threshold : given.get().items()) {
                thresholds.add(threshold.number());
            }
        }
        return thresholds;
    }

    private static void requireWidth(YamlNode node, String key, int size, List<Long> shape)
            throws MalformedModelException {
        if (size > 0 && !shape.equals(List.of((long) size))) {
            throw node.get(key).wrong("as many as the shape says: " + shape);
        }
    }

    private SequencedMap<String, String> routes() throws MalformedModelException {
        if (!root.get("detector").text().equals(DETECTOR)) {
            throw root.get("detector").wrong(DETECTOR);
        }
        var routes = new LinkedHashMap<String, String>();
        for (var route : root.get("routes").entries().entrySet()) {
            routes.put(route.getKey(), route.getValue().text());
        }
        if (routes.isEmpty()) {
            throw root.get("routes").wrong("at least one language");
        }
        return routes;
    }

    private List<ModelFile> files() throws MalformedModelException {
        var files = new ArrayList<ModelFile>();
        var given = root.find("files");
        if (given.isPresent()) {
            for (var file : given.get().items()) {
                var sha256 = file.get("sha256");
                if (!SHA256.matcher(sha256.text()).matches()) {
                    throw sha256.wrong("64 hexadecimal digits");
                }
                files.add(new ModelFile(file.get("path").text(), sha256.text()));
            }
        }
        return files;
    }

    private void requireFile(List<ModelFile> files, String path) throws MalformedModelException {
        if (files.stream().noneMatch(file -> file.path().equals(path))) {
            throw new MalformedModelException("files must list " + path);
        }
    }
}
