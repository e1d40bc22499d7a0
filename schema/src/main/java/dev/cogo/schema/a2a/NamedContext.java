package dev.cogo.schema.a2a;

import dev.cogo.schema.error.CogoException;
import java.util.UUID;

/**
 * A context of A2A that a client has named itself, and the session that it is; both are the same user's.
 *
 * @param name 1 to {@value #MAX_NAME} visible ASCII characters
 */
public record NamedContext(String name, UUID sessionId) {
    private static final int MAX_NAME = 128;

    public NamedContext {
        checkName(name);
    }

    /** Fails with {@code invalid_request} for what can't be a context's name. */
    public static void checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw CogoException.invalid("contextId must be 1 to " + MAX_NAME + " visible ASCII characters");
        }
    }
}
