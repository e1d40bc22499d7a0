package dev.cogo.schema.json;

import java.util.List;

/**
 * Ends pages by their length, beside their count: what one request causes to be sent is bounded, whatever the items hold. A page
 * has one item at least, so that a reader always gets on. Used by one thread.
 */
public final class PageBytes {
    /** The most bytes that the items of a page have as JSON, save when it is a single one. */
    public static final int MAX = 1024 * 1024;

    private long used;

    /** Takes an item onto the page; false when it has to begin the next one. */
    public boolean tryAdd(Object item) {
        long after = used + Json.bytes(item).length;
        if (used > 0 && after > MAX) {
            return false;
        }
        used = after;
        return true;
    }

    /**
     * How many of the first items are a page.
     *
     * @param items in their order; one more than {@code limit} tells that there is a further page
     */
    public static int count(List<?> items, int limit) {
        PageBytes page = new PageBytes();
        int count = 0;
        while (count < Math.min(items.size(), limit) && page.tryAdd(items.get(count))) {
            count++;
        }
        return count;
    }
}
