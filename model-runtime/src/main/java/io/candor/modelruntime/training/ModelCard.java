package io.candor.modelruntime.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of a head's model card. */
final class ModelCard {
    static final List<String> SECTIONS = List.of(
            "## What it does",
            "## Data, licence and attribution",
            "## Split",
            "## Figures on the test split",
            "## Intended use and limits",
            "## How to reproduce");

    private final TrainedHead head;

    ModelCard(TrainedHead head) {
        this.head = head;
    }

    String text() {
        var recipe = head.recipe();
        return String.format(
                Locale.ROOT,
                """
                # %s, version %s

                %s

                %s Input: the vector of the frozen encoder `%s` (%d numbers). %s

                %s

                %s Licence of the data: %s.

                %s

                %s

                %s %d texts to fit, %d to choose, %d to measure.

                %s

                Measured with the weights of this folder; intervals are 95 %% percentile bootstrap over the test texts
                (1,000 resamples). Values in per cent. A calibration error taken from few texts comes out too high, and its
                interval higher still.

                | figure | value | 95 %% interval |
                |---|---|---|
                %s
                %s
                %s

                %s

                %s

                ```
                CANDOR_DATA=<folder of the data sets> ./candor train %s
                ```

                Seed %d. %s
                """,
                recipe.name(),
                recipe.version(),
                SECTIONS.get(0),
                recipe.card().purpose(),
                recipe.encoder(),
                head.network().inputs(),
                outputs(),
                SECTIONS.get(1),
                recipe.card().data() + ".",
                recipe.card().licence(),
                recipe.card().attribution(),
                SECTIONS.get(2),
                recipe.card().split(),
                head.sizes().train(),
                head.sizes().validation(),
                head.sizes().test(),
                SECTIONS.get(3),
                rows(head.figures()),
                labelTable(),
                SECTIONS.get(4),
                recipe.card().limits(),
                SECTIONS.get(5),
                recipe.name(),
                recipe.settings().seed(),
                network());
    }

    private String outputs() {
        var recipe = head.recipe();
        var text = String.format(
                Locale.ROOT,
                "Output `%s`: %d calibrated probabilities (temperature %.3f, fitted on validation).",
                recipe.output(),
                head.labels().size(),
                head.temperature());
        if (head.outOfScopeThreshold().isEmpty()) {
            return text;
        }
        return text
                + String.format(
                        Locale.ROOT,
                        " Output `%s`: an out-of-scope score in 0..1; a text is flagged from %.4f, chosen on validation"
                                + " so that the option costs at most %.2f points of in-scope accuracy there.",
                        HeadGraph.outOfScopeOutput(recipe.output()),
                        head.outOfScopeThreshold().getAsDouble(),
                        100 * recipe.allowedLoss());
    }

    private static String rows(List<Figure> figures) {
        return figures.stream().map(Figure::row).collect(Collectors.joining("\n"));
    }

    private String labelTable() {
        if (head.labelFigures().isEmpty()) {
            return "";
        }
        return "\n| F1 by label | value | 95 % interval |\n|---|---|---|\n" + rows(head.labelFigures()) + "\n";
    }

    private String network() {
        var settings = head.recipe().settings();
        var shape = settings.hidden() == 0
                ? "A linear model."
                : String.format(
                        Locale.ROOT,
                        "One hidden layer of %d units%s.",
                        settings.hidden() * settings.members(),
                        settings.members() == 1
                                ? ""
                                : ", the mean of " + settings.members() + " networks folded into one graph");
        return shape + (head.recipe().refit() ? " Shipped weights: refitted on train and validation together." : "");
    }
}
