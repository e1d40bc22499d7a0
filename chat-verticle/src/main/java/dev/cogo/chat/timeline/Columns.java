package dev.cogo.chat.timeline;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows as arrays, one for each column: what {@code unnest} takes. */
final class Columns {
    private Columns() {}

    static <T, C> C[] of(List<T> rows, Function<T, @Nullable C> value, IntFunction<C[]> type) {
        C[] column = type.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
