package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import java.util.regex.Pattern;

/** What tasks name an agent by: letters, digits, {@code _ . -}, at most 64. */
public final class AgentHandle {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private AgentHandle() {}

    /** Whether there can be an agent of this handle. */
    public static boolean isOne(String handle) {
        return FORM.matcher(handle).matches();
    }

    /** Fails with {@code invalid_request} for what is none. */
    static void check(String handle) {
        if (handle == null || !isOne(handle)) {
            throw CogoException.invalid("handle must be 1 to 64 letters, digits, _ . or -");
        }
    }
}
