package io.candor.modelruntime.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/** What OpenNLP's model of character sequences says about a text that script alone does not decide. */
final class WordEvidence {
    private static final String MODEL = "/langdetect-183.bin";
    private static final String ENGLISH = "eng";

    /** Widely written languages; the model knows rarer ones, which in a short text are mostly English misread. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("eng", "en"),
            Map.entry("deu", "de"),
            Map.entry("fra", "fr"),
            Map.entry("spa", "es"),
            Map.entry("ita", "it"),
            Map.entry("por", "pt"),
            Map.entry("nld", "nl"),
            Map.entry("swe", "sv"),
            Map.entry("dan", "da"),
            Map.entry("nob", "no"),
            Map.entry("fin", "fi"),
            Map.entry("pol", "pl"),
            Map.entry("ces", "cs"),
            Map.entry("hun", "hu"),
            Map.entry("ron", "ro"),
            Map.entry("cat", "ca"),
            Map.entry("tur", "tr"),
            Map.entry("vie", "vi"),
            Map.entry("ind", "id"),
            Map.entry("rus", "ru"),
            Map.entry("ukr", "uk"),
            Map.entry("bul", "bg"),
            Map.entry("ell", "el"),
            Map.entry("ara", "ar"),
            Map.entry("fas", "fa"),
            Map.entry("heb", "he"),
            Map.entry("hin", "hi"),
            Map.entry("tha", "th"));

    private static final int LETTERS_THAT_SUFFICE = 2000;

    private final LanguageDetectorModel model;

    WordEvidence() {
        try (var in = LanguageDetectorModel.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("The language model is missing from the class path");
            }
            this.model = new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Weighs English against the likeliest other language.
     *
     * @return that language, and the logarithm of how much likelier it is, scaled by the text's length and less one for
     *     each common English word; negative when English is likelier
     */
    Evidence againstEnglish(String text) {
        var start = text.length() <= LETTERS_THAT_SUFFICE ? text : text.substring(0, LETTERS_THAT_SUFFICE);
        var english = 0.0;
        var best = 0.0;
        var language = "";
        // A detector is cheap to make and not said to be safe for several threads; the model is what is large.
        for (var guess : new LanguageDetectorME(model).predictLanguages(start)) {
            if (guess.getLang().equals(ENGLISH)) {
                english = guess.getConfidence();
            } else if (CODES.containsKey(guess.getLang()) && guess.getConfidence() > best) {
                best = guess.getConfidence();
                language = guess.getLang();
            }
        }
        var letters = start.codePoints().filter(Character::isLetter).count();
        var weight = Math.log(best / english) * Math.sqrt(letters) - EnglishWords.count(start);
        return new Evidence(CODES.getOrDefault(language, "und"), weight);
    }

    record Evidence(String language, double weight) {}
}
