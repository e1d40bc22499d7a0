package dev.cogo.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * An operation's answer.
 *
 * @param body a record, a map, a {@code JsonObject} or a {@link StreamedBody}; null for none
 * @param cacheControl the header of RFC 9111, section 5.2
 */
record Reply(int status, @Nullable Object body, String cacheControl) {
    /** Answers belong to one user, and at one moment. */
    static final String NO_STORE = "no-store";

    Reply(int status, @Nullable Object body) {
        this(status, body, NO_STORE);
    }

    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    static Reply created(Object body) {
        return new Reply(201, body);
    }

    static Reply nothing() {
        return new Reply(204, null);
    }
}
