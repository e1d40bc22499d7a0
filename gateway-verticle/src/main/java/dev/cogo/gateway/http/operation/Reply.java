package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.http.filter.SecurityHeaders;
import org.jspecify.annotations.Nullable;

/**
 * An operation's answer.
 *
 * @param body a record, a map, a {@code JsonObject} or a {@link StreamedBody}; null for none
 * @param cacheControl the header of RFC 9111, section 5.2
 */
public record Reply(int status, @Nullable Object body, String cacheControl) {
    public Reply(int status, @Nullable Object body) {
        this(status, body, SecurityHeaders.NO_STORE);
    }

    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    public static Reply created(Object body) {
        return new Reply(201, body);
    }

    public static Reply nothing() {
        return new Reply(204, null);
    }
}
