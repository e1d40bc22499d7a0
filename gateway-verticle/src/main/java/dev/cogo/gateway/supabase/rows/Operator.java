package dev.cogo.gateway.supabase.rows;

import java.util.Locale;

/**
 * The operators that are served. {@code match} and {@code imatch} are not: a client's regular expression costs as much as its length
 * times that of each text, on an event loop.
 */
enum Operator {
    EQ,
    NEQ,
    LT,
    LTE,
    GT,
    GTE,
    IN,
    LIKE,
    ILIKE,
    IS,
    ISDISTINCT;

    static Operator of(String name) throws UnservedFilter {
        for (Operator operator : values()) {
            if (operator.wireName().equals(name)) {
                return operator;
            }
        }
        throw new UnservedFilter(
                "there is no such operator, but eq, neq, lt, lte, gt, gte, in, like, ilike, is, isdistinct");
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
