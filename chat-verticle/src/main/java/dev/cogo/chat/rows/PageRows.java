package dev.cogo.chat.rows;

import dev.cogo.schema.json.PageBytes;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/**
 * Ends what the database sends for a page as {@link PageBytes} ends the page, and little later: two hundred long messages are seven
 * times a page. Neither the order nor the sum of the lengths reads a long text, which is stored apart.
 */
public final class PageRows {
    /** The bytes of what the message in a row says; to be summed up in the order of the page, as {@code bytes}. */
    public static final String LENGTH = "coalesce(octet_length(content), 0) + coalesce(octet_length(ciphertext), 0)";

    /** The condition for a row: the one with which a page is full is there. No message has more than 64 KiB. */
    public static final String FIRST = "bytes <= " + (PageBytes.MAX + 64 * 1024);

    private PageRows() {}

    /** Whether rows may be missing behind the last one of these, which have {@code bytes}. */
    public static boolean areCut(RowSet<Row> rows) {
        Row last = null;
        for (Row row : rows) {
            last = row;
        }
        return last != null && isCut(last);
    }

    /** Likewise, behind this last one. */
    public static boolean isCut(Row last) {
        Long bytes = last.getLong("bytes");
        return bytes != null && bytes > PageBytes.MAX;
    }
}
