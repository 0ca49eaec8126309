package io.candor.modelruntime.generation.pull;

import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.generation.ChatModels;
import io.candor.modelruntime.generation.catalogue.StoredChatModels;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code ./candor models list} and {@code ./candor models pull NAME [--from FILE|ADDRESS] [--sha256 HEX]}. */
public final class ModelsCommand {
    private static final String USAGE =
            "models what? ./candor models list, or ./candor models pull NAME [--from FILE|ADDRESS] [--sha256 HEX]";

    private final Path shipped;
    private final Path pulled;
    private final PrintStream out;

    ModelsCommand(Path shipped, Path pulled, PrintStream out) {
        this.shipped = shipped;
        this.pulled = pulled;
        this.out = out;
    }

    /** Runs the command; the folders are given by {@code candor.root} and {@code candor.state}. */
    public static void main(String[] arguments) {
        var root = Path.of(System.getProperty("candor.root", "."));
        var state = Path.of(System.getProperty("candor.state", ".candor"));
        var command =
                new ModelsCommand(root.resolve("model-runtime/target/models"), state.resolve("models"), System.out);
        try {
            command.run(Arrays.asList(arguments));
        } catch (PullException e) {
            System.err.println("candor: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("candor: a file cannot be read or written: " + e);
            System.exit(1);
        }
    }

    void run(List<String> arguments) throws IOException, PullException {
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "list" -> list();
            case "pull" -> new Pull(shipped, pulled, out).run(PullOptions.of(arguments.subList(1, arguments.size())));
            default -> throw new PullException(USAGE);
        }
    }

    private void list() {
        var store = new ModelStore(List.of(shipped, pulled));
        try (var models = new ChatModels(new StoredChatModels(store, Duration.ofDays(1)))) {
            models.all()
                    .forEach(model -> out.printf(
                            "%-24s version %s  by %s: %s%n",
                            model.name(), model.version(), model.engine().name(), state(model)));
        }
    }

    private static String state(ChatModel model) {
        try {
            model.engine().requireAvailable();
            return "available";
        } catch (ProblemException e) {
            return e.detail();
        }
    }
}
