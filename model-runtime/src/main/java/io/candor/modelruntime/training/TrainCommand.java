package io.candor.modelruntime.training;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains one shipped head from the public data and writes it into a model repository: {@code ./candor train NAME}. */
public final class TrainCommand {
    private final PrintStream out;

    TrainCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, OrtException {
        if (arguments.length != 2) {
            System.err.println("usage: train NAME FOLDER, with the data sets in the folder that CANDOR_DATA names");
            System.exit(2);
        }
        var data = System.getenv("CANDOR_DATA");
        if (data == null) {
            System.err.println("Set CANDOR_DATA to the folder that holds the data sets.");
            System.exit(2);
            return;
        }
        new TrainCommand(System.out).train(arguments[0], Path.of(data), Path.of(arguments[1]));
    }

    /** The repository must already hold the encoder's files. */
    void train(String name, Path data, Path repository) throws IOException, OrtException {
        var recipe = Recipes.named(name);
        var encoder = repository.resolve(recipe.encoder().name()).resolve("1");
        if (!Files.exists(encoder.resolve("model.onnx"))) {
            throw new IOException("The encoder's files are missing in " + encoder + "; build model-runtime first.");
        }
        out.println("Training " + name + " ...");
        try (var textEncoder = new TextEncoder(recipe.encoder(), encoder)) {
            var head =
                    new HeadTrainer(recipe, textEncoder).train(recipe.corpus().read(data));
            var folder = new ModelFolder(repository).write(head);
            head.figures().forEach(figure -> out.println(figure.row()));
            out.println("Written to " + folder);
        }
    }
}
