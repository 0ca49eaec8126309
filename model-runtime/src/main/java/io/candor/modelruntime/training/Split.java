package io.candor.modelruntime.training;

import java.util.List;

/** The three parts of a data set: to fit, to choose, to measure once. */
record Split(List<LabelledText> train, List<LabelledText> validation, List<LabelledText> test) {
    Split {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }
}
