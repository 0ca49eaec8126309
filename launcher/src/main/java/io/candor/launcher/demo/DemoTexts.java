package io.candor.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The 50 texts of the demo, English and Chinese, written for it. */
public final class DemoTexts {
    private DemoTexts() {}

    /** A text and the set of intents it is held against. */
    public record DemoText(String intentSet, String text) {}

    /** All texts, in the order of the file. */
    public static List<DemoText> all() {
        try (var file = DemoTexts.class.getResourceAsStream("/demo/texts.tsv")) {
            if (file == null) {
                throw new IllegalStateException("demo/texts.tsv is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(DemoTexts::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemoText parse(String line) {
        var tab = line.indexOf('\t');
        return new DemoText(line.substring(0, tab), line.substring(tab + 1));
    }
}
