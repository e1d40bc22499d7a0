package dev.cogo.gateway.supabase.realtime.frame;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A reference that a client gives its pushes. It is a string at supabase-js and a number at some others, and goes back as it
 * came.
 *
 * @param json as JSON; {@code null} when there is none
 * @param text as a text; empty when there is none
 */
public record Ref(String json, String text) {
    public static final Ref NONE = new Ref("null", "");
    private static final int MAX = 64;

    /** Fails with {@link MalformedPush} for what can't be one. */
    static Ref of(@Nullable JsonNode node) throws MalformedPush {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return NONE;
        }
        if (!node.isTextual() && !node.isIntegralNumber() || node.asText().length() > MAX) {
            throw new MalformedPush("a ref must be a short string or a number");
        }
        return new Ref(node.toString(), node.asText());
    }

    static Ref of(String text) throws MalformedPush {
        return text.isEmpty() ? NONE : of(JsonTrees.text(text));
    }

    /** How far the client has counted; 0 when it does not count. */
    public long number() {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    /** Whether what a push says of itself fits a channel's join; a push need not say anything. */
    public boolean fits(Ref join) {
        return isNone() || text.equals(join.text);
    }
}
