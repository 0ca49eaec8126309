package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param items what is on the page
 * @param nextCursor where the next page starts, or null at the end
 */
@Introspected
public record Page<T>(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<T> items,
        @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of {@code limit} items, given one row more than that when there are more.
     *
     * @param key what the cursor holds: the position of an item in the list's order
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, request.limit());
        return new Page<>(items, Cursor.encode(key.apply(items.getLast())));
    }

    /** This page with each item mapped. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }
}
