package io.candor.modelruntime.training;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A labelled data set, and groups of texts that belong to none of its labels where it has such. */
record Corpus(List<String> labels, Split texts, List<OutOfScope> outOfScope) {
    Corpus {
        labels = List.copyOf(labels);
        outOfScope = List.copyOf(outOfScope);
    }

    /** Texts without a label of this set; the name says in a model card where they come from. */
    record OutOfScope(String name, Split texts) {}

    /** The same set without the training and validation texts that also stand in test, case and spacing aside. */
    Corpus withoutLeaks() {
        var test = texts.test().stream().map(Corpus::plain).collect(Collectors.toSet());
        return new Corpus(
                labels,
                new Split(others(texts.train(), test), others(texts.validation(), test), texts.test()),
                outOfScope);
    }

    private static List<LabelledText> others(List<LabelledText> texts, Set<String> test) {
        return texts.stream().filter(text -> !test.contains(plain(text))).toList();
    }

    private static String plain(LabelledText text) {
        return text.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
