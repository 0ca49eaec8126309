package io.candor.modelruntime.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads CLINC150's {@code data_full.json}: an object of splits, each an array of {@code [text, intent]} pairs. */
final class ClincReader {
    private final Path file;

    ClincReader(Path file) {
        this.file = file;
    }

    Corpus read() throws IOException {
        var splits = splits();
        var names = new TreeSet<String>();
        part(splits, "train").forEach(pair -> names.add(pair.intent()));
        var labels = List.copyOf(names);
        return new Corpus(
                labels,
                new Split(
                        labelled(part(splits, "train"), labels),
                        labelled(part(splits, "val"), labels),
                        labelled(part(splits, "test"), labels)),
                List.of(new Corpus.OutOfScope(
                        "CLINC150 out-of-scope texts",
                        new Split(
                                unlabelled(part(splits, "oos_train")),
                                unlabelled(part(splits, "oos_val")),
                                unlabelled(part(splits, "oos_test"))))));
    }

    private record Pair(String text, String intent, long line) {}

    private Map<String, List<Pair>> splits() throws IOException {
        var splits = new TreeMap<String, List<Pair>>();
        try (var json = new JsonFactory().createParser(file.toFile())) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                splits.put(name, pairs(json));
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
        } catch (JsonProcessingException e) {
            throw new MalformedCorpusException(file, e.getLocation().getLineNr(), e.getOriginalMessage());
        }
        return splits;
    }

    private List<Pair> pairs(JsonParser json) throws IOException {
        var pairs = new ArrayList<Pair>();
        expect(json, json.nextToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            long line = json.currentTokenLocation().getLineNr();
            expect(json, json.nextToken(), JsonToken.VALUE_STRING);
            var text = json.getText();
            expect(json, json.nextToken(), JsonToken.VALUE_STRING);
            var intent = json.getText();
            expect(json, json.nextToken(), JsonToken.END_ARRAY);
            pairs.add(new Pair(text, intent, line));
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        return pairs;
    }

    private void expect(JsonParser json, JsonToken actual, JsonToken wanted) {
        if (actual != wanted) {
            throw new MalformedCorpusException(
                    file, json.currentTokenLocation().getLineNr(), "found " + actual + " where " + wanted + " belongs");
        }
    }

    private List<Pair> part(Map<String, List<Pair>> splits, String name) {
        var pairs = splits.get(name);
        if (pairs == null) {
            throw new MalformedCorpusException(file, 1, "the split " + name + " is missing");
        }
        return pairs;
    }

    private List<LabelledText> labelled(List<Pair> pairs, List<String> labels) {
        return pairs.stream()
                .map(pair -> {
                    int label = labels.indexOf(pair.intent());
                    if (label < 0) {
                        throw new MalformedCorpusException(
                                file, pair.line(), "the intent " + pair.intent() + " does not occur in train");
                    }
                    return new LabelledText(pair.text(), List.of(label));
                })
                .toList();
    }

    private static List<LabelledText> unlabelled(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> new LabelledText(pair.text(), List.of()))
                .toList();
    }
}
