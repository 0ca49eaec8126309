package io.candor.tenantservice.usage;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into columns: one array per column takes many rows to the database in one statement. */
final class Columns {
    private Columns() {}

    /** One value of each row as text, which the statement casts. */
    static <T> @Nullable String[] texts(Collection<T> rows, Function<? super T, @Nullable Object> value) {
        var texts = new @Nullable String[rows.size()];
        var index = 0;
        for (var row : rows) {
            var one = value.apply(row);
            texts[index++] = one == null ? null : one.toString();
        }
        return texts;
    }
}
