package dev.cogo.schema.text;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What text may be stored: what PostgreSQL can give back unchanged and what a terminal or browser shows harmlessly. */
public final class Content {
    /** The longest message, in bytes of UTF-8. */
    public static final int MAX_BYTES = 32 * 1024;

    /** How deep free JSON may be nested. */
    public static final int MAX_DEPTH = 100;

    private Content() {}

    /**
     * Checks a message's text: something to see, at most {@link #MAX_BYTES}, no control characters beside tab and line ends, no
     * half of a surrogate pair.
     *
     * @return the text as it was written, but for directions that it opens: those are closed ({@link Directions})
     * @throws CogoException {@code invalid_content} or {@code content_too_large}
     */
    public static String check(@Nullable String content) {
        if (content == null) {
            throw CogoException.invalid("content is missing");
        }
        // Every char is at least one byte: refuse the hopeless before counting.
        if (content.length() > MAX_BYTES) {
            throw tooLarge();
        }
        String closed = Directions.closed(checkCharacters(content, "content", true));
        if (!Characters.isVisible(content)) {
            throw CogoException.invalid("content is blank");
        }
        if (closed.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw tooLarge();
        }
        return closed;
    }

    private static CogoException tooLarge() {
        return new CogoException(ErrorCode.CONTENT_TOO_LARGE, "content is longer than " + MAX_BYTES + " bytes");
    }

    /**
     * Checks a one-line text that is kept as it is, such as a client's own id; null stays null. Names and titles are
     * {@link dev.cogo.schema.text.LineText}.
     *
     * @throws CogoException {@code invalid_content} or {@code invalid_request}
     */
    public static @Nullable String checkLine(@Nullable String text, String name, int maxCharacters) {
        if (text == null) {
            return null;
        }
        if (text.length() > 2 * maxCharacters || Characters.count(text) > maxCharacters) {
            throw length(name, maxCharacters);
        }
        checkCharacters(text, name, false);
        if (!Characters.isVisible(text)) {
            throw length(name, maxCharacters);
        }
        return text;
    }

    private static CogoException length(String name, int maxCharacters) {
        return CogoException.invalid(name + " must have 1 to " + maxCharacters + " characters");
    }

    /**
     * Checks a text of any length that nobody stores: as a message's, but it may be blank.
     *
     * @throws CogoException {@code invalid_content}
     */
    public static String checkText(String text, String name) {
        return checkCharacters(text, name, true);
    }

    private static String checkCharacters(String text, String name, boolean lineEnds) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!lineEnds && (c == '\u2028' || c == '\u2029')) {
                throw new CogoException(ErrorCode.INVALID_CONTENT, name + " has a line end at " + i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new CogoException(ErrorCode.INVALID_CONTENT, name + " has half of a surrogate pair at " + i);
            } else if (Character.isISOControl(c) && !(lineEnds && (c == '\n' || c == '\r' || c == '\t'))) {
                throw new CogoException(
                        ErrorCode.INVALID_CONTENT,
                        name + " has the control character U+%04X at %d".formatted((int) c, i));
            }
        }
        return text;
    }

    /**
     * Checks free JSON for its length in UTF-8, and as {@link #checkStorable} does.
     *
     * @throws CogoException {@code content_too_large} or {@code invalid_content}
     */
    public static void checkJson(Object json, String name, int maxBytes) {
        checkStorable(json, name);
        if (Json.length(json) > maxBytes) {
            throw new CogoException(
                    ErrorCode.CONTENT_TOO_LARGE, name + " can have " + maxBytes + " bytes of JSON at most");
        }
    }

    /**
     * Checks free JSON for what jsonb refuses, U+0000 and halves of surrogate pairs (PostgreSQL manual, section 8.14), and
     * for a depth beyond {@link #MAX_DEPTH}: it travels inside other JSON, whose depth parsers limit too.
     *
     * @throws CogoException {@code invalid_content}
     */
    public static void checkStorable(@Nullable Object json, String name) {
        checkStorable(json, name, MAX_DEPTH);
    }

    private static void checkStorable(@Nullable Object json, String name, int depth) {
        if (depth < 0) {
            throw new CogoException(ErrorCode.INVALID_CONTENT, name + " is nested deeper than " + MAX_DEPTH);
        }
        switch (json) {
            case null -> {}
            case String text -> {
                if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
                    throw new CogoException(ErrorCode.INVALID_CONTENT, name + " has characters that can't be stored");
                }
            }
            case Map<?, ?> map ->
                map.forEach((key, item) -> {
                    checkStorable(key, name, depth - 1);
                    checkStorable(item, name, depth - 1);
                });
            case Iterable<?> items -> items.forEach(item -> checkStorable(item, name, depth - 1));
            default -> {}
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(Characters::isHalfOfPair);
    }
}
