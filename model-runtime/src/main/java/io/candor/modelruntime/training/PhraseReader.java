package io.candor.modelruntime.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Reads this project's own phrases: a line per label, {@code label <tab> phrase|phrase|...}, the label {@code -} for out of
 * scope. A fifth of each label's phrases is held out to measure and an eighth to choose, at least one each.
 */
final class PhraseReader {
    private static final String OUT_OF_SCOPE = "-";
    private static final int FEWEST = 3;
    private static final long SPLIT_SEED = 15;

    private final String resource;
    private final List<String> labels = new ArrayList<>();
    private final List<LabelledText> train = new ArrayList<>();
    private final List<LabelledText> validation = new ArrayList<>();
    private final List<LabelledText> test = new ArrayList<>();
    private final List<Corpus.OutOfScope> outOfScope = new ArrayList<>();

    PhraseReader(String resource) {
        this.resource = resource;
    }

    /** Reads the file that ships beside this class. */
    Corpus read() throws IOException {
        try (var stream = PhraseReader.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("The phrases " + resource + " are missing from the jar");
            }
            return read(stream);
        }
    }

    Corpus read(InputStream stream) throws IOException {
        var lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        for (int i = 0; i < lines.length; i++) {
            line(i + 1, lines[i]);
        }
        return new Corpus(labels, new Split(train, validation, test), outOfScope);
    }

    private void line(long number, String line) {
        var fields = line.split("\t", -1);
        if (fields.length != 2) {
            throw malformed(number, "found " + fields.length + " fields where 2 belong");
        }
        var phrases = List.of(fields[1].split("\\|", -1));
        if (phrases.size() < FEWEST || phrases.stream().anyMatch(String::isBlank)) {
            throw malformed(number, "at least " + FEWEST + " phrases belong to a label, none of them blank");
        }
        if (labels.contains(fields[0])) {
            throw malformed(number, "the label " + fields[0] + " has a line already");
        }
        if (fields[0].equals(OUT_OF_SCOPE)) {
            outOfScope.add(new Corpus.OutOfScope("own out-of-scope phrases", split(phrases, List.of(), number)));
            return;
        }
        var parts = split(phrases, List.of(labels.size()), number);
        labels.add(fields[0]);
        train.addAll(parts.train());
        validation.addAll(parts.validation());
        test.addAll(parts.test());
    }

    private static Split split(List<String> phrases, List<Integer> label, long line) {
        var texts = new ArrayList<>(
                phrases.stream().map(phrase -> new LabelledText(phrase, label)).toList());
        Shuffle.shuffle(texts, new SplittableRandom(SPLIT_SEED + line));
        int measured = Math.max(1, texts.size() / 5);
        int chosen = measured + Math.max(1, texts.size() / 8);
        return new Split(
                texts.subList(chosen, texts.size()), texts.subList(measured, chosen), texts.subList(0, measured));
    }

    private MalformedCorpusException malformed(long line, String reason) {
        return new MalformedCorpusException(Path.of(resource), line, reason);
    }
}
