package io.candor.modelruntime.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Trains one shipped head from the public data and writes it into a model repository: {@code ./candor train NAME}. */
public final class TrainCommand {
    private static final Path MODELS = Path.of("model-runtime", "models");
    private static final Path BUILT_MODELS = Path.of("model-runtime", "target", "models");

    private final PrintStream out;

    TrainCommand(PrintStream out) {
        this.out = out;
    }

    /** Arguments: the head's name and, if not model-runtime/models, the folder to write it into. */
    public static void main(String[] arguments) throws IOException {
        var data = System.getenv("CANDOR_DATA");
        if (arguments.length < 1 || arguments.length > 2) {
            refuse("usage: train NAME [FOLDER]");
        } else if (Recipes.named(arguments[0]).isEmpty()) {
            refuse("There is no head " + arguments[0] + "; choose one of " + String.join(", ", Recipes.names()) + ".");
        } else if (data == null || !Files.isDirectory(Path.of(data))) {
            refuse("Set CANDOR_DATA to the folder that holds the data sets.");
        } else {
            var encoders = Optional.ofNullable(System.getenv("CANDOR_MODELS")).map(Path::of);
            var folder = arguments.length == 2 ? Path.of(arguments[1]) : MODELS;
            new TrainCommand(System.out)
                    .train(
                            Recipes.named(arguments[0]).orElseThrow(),
                            Path.of(data),
                            encoders.orElse(BUILT_MODELS),
                            folder);
        }
    }

    private static void refuse(String reason) {
        System.err.println(reason);
        System.exit(2);
    }

    /** Reads the encoder's files from the one repository and writes the head into the other. */
    void train(Recipe recipe, Path data, Path encoders, Path repository) throws IOException {
        out.println("Training " + recipe.name() + " ...");
        try (var encoder = FrozenEncoder.open(recipe.encoder(), encoders)) {
            var head = new HeadTrainer(recipe, encoder::embed).train(data);
            var folder = new ModelFolder(repository).write(head);
            head.figures().forEach(figure -> out.println(figure.row()));
            out.println("Written to " + folder);
        }
    }
}
