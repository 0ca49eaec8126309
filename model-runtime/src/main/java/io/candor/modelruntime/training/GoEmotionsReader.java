package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads GoEmotions: {@code labels.txt} and per split a file of {@code text <tab> label indices <tab> comment id}. */
final class GoEmotionsReader {
    private final Path folder;

    GoEmotionsReader(Path folder) {
        this.folder = folder;
    }

    Corpus read() throws IOException {
        var labels = Files.readAllLines(folder.resolve("labels.txt")).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return new Corpus(
                labels,
                new Split(
                        part("train.tsv", labels.size()),
                        part("dev.tsv", labels.size()),
                        part("test.tsv", labels.size())),
                List.of());
    }

    private List<LabelledText> part(String name, int labels) throws IOException {
        var file = folder.resolve(name);
        var texts = new ArrayList<LabelledText>();
        // Only \n ends a record: some comments hold other characters that readAllLines would split at.
        var lines = Files.readString(file).split("\n");
        for (int i = 0; i < lines.length; i++) {
            texts.add(text(file, i + 1, lines[i], labels));
        }
        return texts;
    }

    private static LabelledText text(Path file, long line, String record, int labels) {
        var fields = record.split("\t", -1);
        if (fields.length != 3) {
            throw new MalformedCorpusException(file, line, "found " + fields.length + " fields where 3 belong");
        }
        try {
            var indices = Arrays.stream(fields[1].split(",", -1))
                    .map(Integer::valueOf)
                    .toList();
            if (indices.stream().anyMatch(index -> index < 0 || index >= labels)) {
                throw new MalformedCorpusException(file, line, "a label index is outside 0.." + (labels - 1));
            }
            return new LabelledText(fields[0], indices);
        } catch (NumberFormatException e) {
            throw new MalformedCorpusException(file, line, "the labels are not numbers: " + fields[1]);
        }
    }
}
