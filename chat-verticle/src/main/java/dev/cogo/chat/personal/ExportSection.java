package dev.cogo.chat.personal;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A part of a user's data, read in pages: an array of the document. */
interface ExportSection {
    /** The array's name. */
    String name();

    /** The page that a cursor leads to; the first one without. */
    Page read(UUID userId, @Nullable String cursor);

    /**
     * A page.
     *
     * @param items JSON objects
     * @param next the next page's cursor; null at the end
     */
    record Page(List<String> items, @Nullable String next) {}
}
