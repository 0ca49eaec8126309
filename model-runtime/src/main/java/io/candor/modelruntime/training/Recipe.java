package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Path;

/**
 * All that decides a shipped head besides the data itself.
 *
 * @param encoder the name of the frozen encoder in the model repository
 * @param severalLabels whether a text may carry several labels, so that each label gets its own threshold
 * @param allowedLoss in-scope accuracy, as a share, that the out-of-scope option may cost on validation
 * @param refit whether the shipped weights are trained again on train and validation together, once all is chosen
 */
record Recipe(
        String name,
        String version,
        String output,
        String encoder,
        Objective objective,
        TrainingSettings settings,
        boolean severalLabels,
        double allowedLoss,
        boolean refit,
        CorpusSource corpus,
        OutsideMeasure outside,
        CardText card) {

    /** Reads the corpus out of the folder that holds the public data sets. */
    interface CorpusSource {
        Corpus read(Path data) throws IOException;
    }

    /** What a model card says in prose. */
    record CardText(String purpose, String data, String licence, String attribution, String split, String limits) {}
}
