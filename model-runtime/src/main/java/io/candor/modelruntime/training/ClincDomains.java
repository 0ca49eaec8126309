package io.candor.modelruntime.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** CLINC150 as material that another domain does not cover: the texts of every domain but the excluded ones. */
final class ClincDomains {
    /** Negatives need variety, not number: every 25th training text is four of each intent. */
    private static final int TRAIN_STEP = 25;

    private final Path folder;

    ClincDomains(Path folder) {
        this.folder = folder;
    }

    Split without(Set<String> domains) throws IOException {
        var corpus = new ClincReader(folder.resolve("data_full.json")).read();
        var excluded = intents(domains);
        return new Split(
                thinned(outside(corpus.texts().train(), corpus.labels(), excluded)),
                outside(corpus.texts().validation(), corpus.labels(), excluded),
                outside(corpus.texts().test(), corpus.labels(), excluded));
    }

    private static List<LabelledText> outside(List<LabelledText> texts, List<String> labels, Set<String> excluded) {
        return texts.stream()
                .filter(text -> text.labels().stream().noneMatch(label -> excluded.contains(labels.get(label))))
                .map(text -> new LabelledText(text.text(), List.of()))
                .toList();
    }

    private static List<LabelledText> thinned(List<LabelledText> texts) {
        var kept = new ArrayList<LabelledText>();
        for (int i = 0; i < texts.size(); i += TRAIN_STEP) {
            kept.add(texts.get(i));
        }
        return kept;
    }

    private Set<String> intents(Set<String> domains) throws IOException {
        var intents = new TreeSet<String>();
        var domain = "";
        try (var json =
                new JsonFactory().createParser(folder.resolve("domains.json").toFile())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    domain = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && domains.contains(domain)) {
                    intents.add(json.getText());
                }
            }
        }
        return intents;
    }
}
