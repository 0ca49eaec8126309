package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PageTest {
    @Property(tries = 200)
    void followingTheCursorsGivesEveryItemOnce(
            @ForAll @IntRange(min = 0, max = 60) int size, @ForAll @IntRange(min = 1, max = 20) int limit) {
        var all = IntStream.range(0, size).boxed().toList();
        var seen = new ArrayList<Integer>();
        String cursor = null;
        do {
            var request = PageRequest.of(limit, cursor);
            var from =
                    request.after().map(Integer::parseInt).map(last -> last + 1).orElse(0);
            var rows = all.subList(from, Math.min(size, from + request.rows()));
            var page = Page.of(rows, request, String::valueOf);
            seen.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void limitBeyondTheBoundsIsRefusedByName() {
        for (var limit : List.of(0, -1, 101)) {
            var refused = catchThrowableOfType(ProblemException.class, () -> PageRequest.of(limit, null));

            assertThat(refused.errors()).extracting(FieldError::field).containsExactly("limit");
        }
    }

    @Test
    void cursorThatNoListGaveIsRefusedByName() {
        for (var cursor : List.of("!", "_w==", "not a cursor")) {
            var refused = catchThrowableOfType(
                    ProblemException.class, () -> PageRequest.of(null, cursor).afterId());

            assertThat(refused.errors()).extracting(FieldError::field).containsExactly("cursor");
        }
    }
}
