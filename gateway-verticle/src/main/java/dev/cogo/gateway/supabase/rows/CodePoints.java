package dev.cogo.gateway.supabase.rows;

import java.util.Arrays;

/** A text in the order of its code points, which is the order of its bytes in UTF-8. */
record CodePoints(String text) implements Comparable<CodePoints> {
    int[] all() {
        return text.codePoints().toArray();
    }

    @Override
    public int compareTo(CodePoints other) {
        return Arrays.compare(all(), other.all());
    }
}
