package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Reads BANKING77's {@code train.csv} and {@code test.csv}; the set has no validation part, so a tenth of each intent's
 * training texts is carved out with a fixed seed.
 */
final class BankingReader {
    private static final long SPLIT_SEED = 77;
    private static final int SHARE = 10;

    private final Path folder;

    BankingReader(Path folder) {
        this.folder = folder;
    }

    Corpus read() throws IOException {
        var all = rows(folder.resolve("train.csv"));
        var names = new TreeSet<String>();
        all.forEach(row -> names.add(row.fields().get(1)));
        var labels = List.copyOf(names);
        var texts = labelled(folder.resolve("train.csv"), all, labels);
        var test = labelled(folder.resolve("test.csv"), rows(folder.resolve("test.csv")), labels);
        var train = new ArrayList<LabelledText>();
        var validation = new ArrayList<LabelledText>();
        for (int label = 0; label < labels.size(); label++) {
            var wanted = label;
            var ofLabel = new ArrayList<>(
                    texts.stream().filter(t -> t.labels().contains(wanted)).toList());
            Shuffle.shuffle(ofLabel, new SplittableRandom(SPLIT_SEED + label));
            int held = Math.max(2, ofLabel.size() / SHARE);
            validation.addAll(ofLabel.subList(0, held));
            train.addAll(ofLabel.subList(held, ofLabel.size()));
        }
        return new Corpus(labels, new Split(train, validation, test), List.of());
    }

    private static List<CsvParser.Row> rows(Path file) throws IOException {
        var rows = new CsvParser(file, Files.readString(file)).rows();
        if (rows.isEmpty() || !rows.getFirst().fields().equals(List.of("text", "category"))) {
            throw new MalformedCorpusException(file, 1, "the header must be text,category");
        }
        for (var row : rows) {
            if (row.fields().size() != 2) {
                throw new MalformedCorpusException(
                        file, row.line(), "found " + row.fields().size() + " fields where 2 belong");
            }
        }
        return rows.subList(1, rows.size());
    }

    private static List<LabelledText> labelled(Path file, List<CsvParser.Row> rows, List<String> labels) {
        return rows.stream()
                .map(row -> {
                    int label = labels.indexOf(row.fields().get(1));
                    if (label < 0) {
                        throw new MalformedCorpusException(
                                file, row.line(), "the category " + row.fields().get(1) + " does not occur in train");
                    }
                    return new LabelledText(row.fields().get(0), List.of(label));
                })
                .toList();
    }
}
