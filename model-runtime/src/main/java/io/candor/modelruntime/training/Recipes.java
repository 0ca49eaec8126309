package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The English heads that ship; every setting was chosen on validation. */
final class Recipes {
    private static final long SEED = 20261125;
    private static final TrainingSettings INTENTS = new TrainingSettings(512, 0.3f, 0.1f, 20, 3, 64, 2e-3f, 0, 5, SEED);
    private static final TrainingSettings EMOTIONS = new TrainingSettings(512, 0.3f, 0, 10, 2, 128, 1e-3f, 0, 3, SEED);

    private Recipes() {}

    static List<Recipe> all() {
        return List.of(clinc150(), banking77(), goEmotions(), sentiment());
    }

    static Recipe named(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no head " + name + "; choose one of "
                        + all().stream().map(Recipe::name).collect(Collectors.joining(", "))));
    }

    private static Recipe clinc150() {
        return new Recipe(
                "clinc150-en",
                "1",
                "clinc150",
                EncoderDefinition.MINILM,
                Objective.ONE_OF_MANY,
                INTENTS,
                false,
                0.004,
                false,
                data -> new ClincReader(data.resolve("clinc150/data_full.json")).read(),
                new Recipe.CardText(
                        "Recognises which of 150 everyday intents an English request has, and whether it has none of them.",
                        "CLINC150, data_full.json",
                        "CC BY 3.0",
                        "Stefan Larson et al., \"An Evaluation Dataset for Intent Classification and Out-of-Scope"
                                + " Prediction\", EMNLP-IJCNLP 2019 (https://github.com/clinc/oos-eval). The weights are made"
                                + " from it; the texts are not part of this folder.",
                        "The published one, `oos_train` included as negatives. Training texts that also stand in test were"
                                + " left out.",
                        "Short requests to an assistant, in English. Crowd-written and evenly spread over the intents, which"
                                + " real traffic is not: measure on your own before you rely on the threshold. The"
                                + " out-of-scope threshold was chosen with 100 texts. Not for decisions about people."));
    }

    private static Recipe banking77() {
        return new Recipe(
                "banking77-en",
                "1",
                "banking77",
                EncoderDefinition.MINILM,
                Objective.ONE_OF_MANY,
                INTENTS,
                false,
                0.004,
                true,
                Recipes::bankingWithOutOfScope,
                new Recipe.CardText(
                        "Recognises which of 77 questions a bank's customer asks in English, and whether it is none of them.",
                        "BANKING77; CLINC150, data_full.json, as out-of-scope material",
                        "CC BY 4.0 (BANKING77), CC BY 3.0 (CLINC150)",
                        "Iñigo Casanueva et al., \"Efficient Intent Detection with Dual Sentence Encoders\", NLP for"
                                + " ConvAI 2020 (https://github.com/PolyAI-LDN/task-specific-datasets). Stefan Larson et al.,"
                                + " \"An Evaluation Dataset for Intent Classification and Out-of-Scope Prediction\","
                                + " EMNLP-IJCNLP 2019 (https://github.com/clinc/oos-eval). The weights are made from them;"
                                + " the texts are not part of this folder.",
                        "The published test split; a tenth of each intent's training texts, drawn with a fixed seed, is"
                                + " validation. Training texts that also stand in test were left out. Out-of-scope texts"
                                + " keep CLINC150's own splits.",
                        "Questions to the support of a card and payment app, in English. BANKING77 has no out-of-scope texts:"
                                + " the score was taught and measured with CLINC150's, so that it tells banking from other"
                                + " talk better than one banking question from another that the 77 do not cover. Some of"
                                + " BANKING77's labels are known to be noisy. Not for decisions about people."));
    }

    private static Corpus bankingWithOutOfScope(Path data) throws IOException {
        var banking = new BankingReader(data.resolve("banking77")).read();
        var clinc = data.resolve("clinc150");
        var others = new ClincDomains(clinc).without(Set.of("banking", "credit_cards"));
        return new Corpus(
                banking.labels(),
                banking.texts(),
                Stream.concat(
                                new ClincReader(clinc.resolve("data_full.json")).read().outOfScope().stream(),
                                Stream.of(new Corpus.OutOfScope("CLINC150 requests of other domains", others)))
                        .toList());
    }

    private static Recipe goEmotions() {
        return new Recipe(
                "goemotions-en",
                "1",
                "goemotions",
                EncoderDefinition.MINILM,
                Objective.YES_OR_NO_EACH,
                EMOTIONS,
                true,
                0,
                false,
                data -> new GoEmotionsReader(data.resolve("goemotions")).read(),
                new Recipe.CardText(
                        "Says for each of 27 emotions, and for neutral, how likely an English text expresses it.",
                        "GoEmotions",
                        "Apache-2.0",
                        GOEMOTIONS_ATTRIBUTION,
                        "The published one. Training texts that also stand in test were left out.",
                        EMOTION_LIMITS
                                + " Rare emotions (grief, pride, relief, nervousness) have few examples and wide"
                                + " intervals: treat them as hints."));
    }

    private static Recipe sentiment() {
        return new Recipe(
                "sentiment-en",
                "1",
                "sentiment",
                EncoderDefinition.MINILM,
                Objective.ONE_OF_MANY,
                EMOTIONS,
                true,
                0,
                false,
                data -> SentimentGrouping.sentiments(new GoEmotionsReader(data.resolve("goemotions")).read()),
                new Recipe.CardText(
                        "Spreads an English text over positive, negative, ambiguous and neutral sentiment.",
                        "GoEmotions, its emotions grouped into sentiments as its paper does",
                        "Apache-2.0",
                        GOEMOTIONS_ATTRIBUTION,
                        "The published one. Training texts that also stand in test were left out. A text with several"
                                + " sentiments counts as an equal share of each in training.",
                        EMOTION_LIMITS));
    }

    private static final String GOEMOTIONS_ATTRIBUTION =
            "Dorottya Demszky et al., \"GoEmotions: A Dataset of Fine-Grained Emotions\", ACL 2020"
                    + " (https://github.com/google-research/google-research/tree/master/goemotions). The weights are made from"
                    + " it; the texts are not part of this folder.";

    private static final String EMOTION_LIMITS =
            "A first impression of a customer's text. Trained on Reddit comments labelled by English-speaking raters in India;"
                    + " the labels carry their and Reddit's biases, and irony is often missed. It reads expressed emotion in"
                    + " text, not a person's state of mind. Not for decisions about people.";
}
