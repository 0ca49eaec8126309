package io.candor.modelruntime.language;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that nearly every English request has some of: names and loans in it do not make it foreign. */
final class EnglishWords {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}']+");
    private static final Set<String> COMMON = Set.of(
            "the", "or", "if", "to", "of", "and", "are", "my", "your", "you", "i", "i'm", "it", "it's", "this", "that",
            "what", "what's", "how", "where", "when", "why", "who", "which", "can", "could", "do", "does", "don't",
            "have", "has", "for", "with", "on", "at", "from", "please", "not", "be", "will", "would", "there", "their",
            "they", "we", "get", "need", "want");

    private EnglishWords() {}

    static long count(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(COMMON::contains)
                .count();
    }
}
