package dev.cogo.gateway.auth.account;

import dev.cogo.schema.text.Characters;
import dev.cogo.schema.text.Content;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client of supabase-js keeps with its account ({@code user_metadata}).
 *
 * @param values at most {@link #MAX_BYTES} as JSON, since every access token carries them; not to be changed
 */
public record UserMetadata(JsonObject values) {
    public static final int MAX_BYTES = 2048;
    private static final List<String> NAMES = List.of("display_name", "full_name", "name");

    /** Fails with {@code invalid_content} or {@code content_too_large}. */
    public UserMetadata {
        Content.checkJson(values.getMap(), "user metadata", MAX_BYTES);
    }

    public static UserMetadata none() {
        return new UserMetadata(new JsonObject());
    }

    /** These with a change merged in: what is null in the change is taken out. */
    public UserMetadata with(JsonObject change) {
        JsonObject merged = values.copy();
        change.forEach(entry -> {
            if (entry.getValue() == null) {
                merged.remove(entry.getKey());
            } else {
                merged.put(entry.getKey(), entry.getValue());
            }
        });
        return new UserMetadata(merged);
    }

    /** The name that a person goes by, as clients of supabase-js usually write it: the first of three that is there. */
    public static @Nullable String displayName(JsonObject values) {
        return NAMES.stream()
                .map(values::getValue)
                .filter(value -> value instanceof String text && Characters.isVisible(text))
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** What the client sees: its own values, and the account's name under the first of those three. */
    public JsonObject shownWith(String displayName) {
        return values.copy().put(Objects.requireNonNull(NAMES.getFirst()), displayName);
    }
}
