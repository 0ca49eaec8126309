package io.candor.modelruntime.language;

import java.lang.Character.UnicodeScript;

/** How much of a text is in which script, counted in words; a Han or Kana character counts as two thirds of a word. */
record ScriptCounts(double latin, double han, double kana, double hangul, double other) {
    private static final double CHARACTERS_PER_WORD = 1.5;

    static ScriptCounts of(String text) {
        var counter = new Counter();
        text.codePoints().forEach(counter::add);
        return new ScriptCounts(
                counter.latin,
                counter.han / CHARACTERS_PER_WORD,
                counter.kana / CHARACTERS_PER_WORD,
                counter.hangul,
                counter.other);
    }

    double total() {
        return latin + han + kana + hangul + other;
    }

    private static final class Counter {
        private int latin;
        private int han;
        private int kana;
        private int hangul;
        private int other;
        private boolean insideWord;

        void add(int character) {
            var script = UnicodeScript.of(character);
            var starts = !insideWord;
            insideWord = Character.isLetter(character) && !isWordByItself(script)
                    || insideWord && (character == '\'' || script == UnicodeScript.INHERITED);
            switch (script) {
                case HAN -> han++;
                case HIRAGANA, KATAKANA -> kana++;
                case HANGUL -> hangul += starts && insideWord ? 1 : 0;
                case LATIN -> latin += starts && insideWord ? 1 : 0;
                case COMMON, INHERITED, UNKNOWN -> {}
                default -> other += starts && insideWord ? 1 : 0;
            }
        }

        private static boolean isWordByItself(UnicodeScript script) {
            return script == UnicodeScript.HAN || script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
        }
    }
}
