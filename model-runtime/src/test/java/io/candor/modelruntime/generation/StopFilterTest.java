package io.candor.modelruntime.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StopFilterTest {
    @Property
    void theTextEndsBeforeTheFirstStopTextHoweverItComes(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text,
            @ForAll @Size(max = 3) List<@CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 4) String> stops,
            @ForAll @IntRange(min = 1, max = 7) int size) {
        var filter = new StopFilter(stops);
        var through = new StringBuilder();

        for (var from = 0; from < text.length(); from += size) {
            through.append(filter.add(text.substring(from, Math.min(text.length(), from + size))));
        }
        through.append(filter.end());

        assertThat(through.toString()).isEqualTo(expected(text, stops));
        assertThat(filter.isStopped()).isEqualTo(stops.stream().anyMatch(text::contains));
    }

    private static String expected(String text, List<String> stops) {
        for (var end = 1; end <= text.length(); end++) {
            var read = text.substring(0, end);
            var longest = stops.stream()
                    .filter(read::endsWith)
                    .mapToInt(String::length)
                    .max();
            if (longest.isPresent()) {
                return read.substring(0, end - longest.getAsInt());
            }
        }
        return text;
    }

    @Test
    void whatCannotBecomeAStopTextIsLetThroughAtOnce() {
        var filter = new StopFilter(List.of("END", ""));

        assertThat(filter.add("the E")).isEqualTo("the ");
        assertThat(filter.add("N")).isEmpty();
        assertThat(filter.add("d")).isEqualTo("ENd");
        assertThat(filter.add("x END y")).isEqualTo("x ");
        assertThat(filter.isStopped()).isTrue();
        assertThat(filter.add("more")).isEmpty();
        assertThat(filter.end()).isEmpty();
    }

    @Test
    void aCharacterOfTwoHalvesIsLetThroughWhole() {
        var filter = new StopFilter(List.of());
        var pieces = new ArrayList<String>();

        for (var half : "a😀b".toCharArray()) {
            pieces.add(filter.add(String.valueOf(half)));
        }

        assertThat(pieces).containsExactly("a", "", "😀", "b");
    }
}
