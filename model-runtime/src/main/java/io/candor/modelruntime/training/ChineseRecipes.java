package io.candor.modelruntime.training;

import java.util.List;

/** The Chinese heads: the same labels, taught with the few phrases that this project wrote itself. */
final class ChineseRecipes {
    private static final String ENCODER = "bge-small-zh-v1.5";
    private static final TrainingSettings INTENTS =
            new TrainingSettings(512, 0.3f, 0.1f, 40, 40, 32, 2e-3f, 0, 1, Recipes.SEED);
    private static final TrainingSettings EMOTIONS =
            new TrainingSettings(512, 0.5f, 0, 60, 60, 32, 2e-3f, 0, 1, Recipes.SEED);
    private static final TrainingSettings SENTIMENTS =
            new TrainingSettings(0, 0, 0.1f, 60, 60, 32, 1e-2f, 0, 1, Recipes.SEED);

    /** With one validation phrase per intent a smaller loss could not be told from none. */
    private static final double ALLOWED_LOSS = 0.03;

    private static final String LICENCE = "Apache-2.0";
    private static final String ATTRIBUTION =
            "The Candor project; the phrases are in the source tree of model-runtime.";
    private static final String SPLIT = """
            Per label a fifth of the phrases is held out to measure and an eighth to choose, drawn with a fixed seed. The
            network's shape was chosen by cross-validation over all phrases. All of them come from one hand.""";
    private static final String LIMITS = """
            The evidence is weak. No Chinese data set with these labels has a licence that lets weights ship, so the head
            learned from a handful of invented phrases per label, and the figures above compare it with more phrases from the
            same hand: real customers write otherwise, and the true figures will be lower. Good enough to route and to
            demonstrate; collect and label your own texts before you rely on it. Not for decisions about people.""";

    private ChineseRecipes() {}

    static List<Recipe> all() {
        return List.of(
                intents(
                        "clinc150",
                        "Recognises which of 150 everyday intents a Chinese request has, and whether it has none of them."),
                intents(
                        "banking77",
                        "Recognises which of 77 questions a bank's customer asks in Chinese, and whether it is none of them."),
                emotions(),
                sentiment());
    }

    private static Recipe intents(String output, String purpose) {
        var file = output + "-zh.tsv";
        return new Recipe(
                output + "-zh",
                "1",
                output,
                ENCODER,
                Objective.ONE_OF_MANY,
                INTENTS,
                false,
                ALLOWED_LOSS,
                true,
                data -> new PhraseReader(file).read(),
                OutsideMeasure.NONE,
                card(purpose, file));
    }

    private static Recipe emotions() {
        return new Recipe(
                "goemotions-zh",
                "1",
                "goemotions",
                ENCODER,
                Objective.YES_OR_NO_EACH,
                EMOTIONS,
                true,
                0,
                true,
                data -> new PhraseReader("emotions-zh.tsv").read(),
                OutsideMeasure.NONE,
                card(
                        "Says for each of 27 emotions, and for neutral, how likely a Chinese text expresses it.",
                        "emotions-zh.tsv"));
    }

    private static Recipe sentiment() {
        return new Recipe(
                "sentiment-zh",
                "1",
                "sentiment",
                ENCODER,
                Objective.ONE_OF_MANY,
                SENTIMENTS,
                true,
                0,
                true,
                data -> SentimentGrouping.sentiments(new PhraseReader("emotions-zh.tsv").read()),
                OutsideMeasure::hotelReviews,
                card(
                        "Spreads a Chinese text over positive, negative, ambiguous and neutral sentiment.",
                        "emotions-zh.tsv, the emotions grouped into sentiments"));
    }

    private static Recipe.CardText card(String purpose, String file) {
        return new Recipe.CardText(
                purpose, "phrases written for this project, " + file, LICENCE, ATTRIBUTION, SPLIT, LIMITS);
    }
}
