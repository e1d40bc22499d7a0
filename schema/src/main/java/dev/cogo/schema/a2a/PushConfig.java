package dev.cogo.schema.a2a;

import dev.cogo.schema.agent.PlainUrl;
import dev.cogo.schema.error.CogoException;
import org.jspecify.annotations.Nullable;

/**
 * Where a client of A2A wants to be told of a task (section 4.3.1).
 *
 * @param id the client's, of at most {@value #MAX_ID} visible characters
 * @param url as {@link PlainUrl} has it
 * @param token what it wants to see again; one that begins with {@code whsec_} is what is signed with, and never sent
 * @param scheme of the header Authorization; null for none
 * @param credentials of that header; told to nobody else
 */
public record PushConfig(
        String id,
        String url,
        @Nullable String token,
        @Nullable String scheme,
        @Nullable String credentials) {
    public static final int MAX_ID = 128;
    private static final int MAX_SECRET = 2048;
    private static final int MAX_SCHEME = 32;

    public PushConfig {
        if (id == null || url == null) {
            throw CogoException.invalid("a push notification configuration has an id and a url");
        }
        check(id, "id", MAX_ID);
        PlainUrl.check(url);
        check(token, "token", MAX_SECRET);
        check(scheme, "authentication.scheme", MAX_SCHEME);
        check(credentials, "authentication.credentials", MAX_SECRET);
        if (credentials != null && scheme == null) {
            throw CogoException.invalid("authentication.credentials need a scheme");
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "PushConfig[" + id + ", " + url + "]";
    }

    // They become headers.
    private static void check(@Nullable String text, String name, int max) {
        if (text != null
                && (text.isEmpty() || text.length() > max || !text.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw CogoException.invalid(name + " must be 1 to " + max + " visible ASCII characters");
        }
    }
}
