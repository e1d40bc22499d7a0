package dev.cogo.schema.message;

import dev.cogo.schema.channel.UserRequest;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.text.Emoji;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's request to put a reaction on a message or to take it back. What is so already makes no event.
 *
 * @param emoji one emoji, kept in its canonical form, or a short name of at most {@link #MAX_CHARACTERS} letters and digits of ASCII,
 *     {@code +}, {@code -} and {@code _}
 * @param on whether it is put on or taken back
 */
public record SetReaction(UUID userId, UUID sessionId, UUID messageId, String emoji, boolean on)
        implements UserRequest {
    public static final int MAX_CHARACTERS = 32;

    /** How many different signs a message may carry. */
    public static final int MAX_PER_MESSAGE = 20;

    public SetReaction {
        emoji = canonical(emoji);
    }

    private static String canonical(@Nullable String sign) {
        if (sign == null || sign.isEmpty() || sign.length() > 2 * MAX_CHARACTERS) {
            throw refusal();
        }
        if (sign.length() <= MAX_CHARACTERS && sign.chars().allMatch(SetReaction::isOfName)) {
            return sign;
        }
        String emoji = Emoji.canonical(sign);
        if (emoji == null) {
            throw refusal();
        }
        return emoji;
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '-'
                || c == '_';
    }

    private static CogoException refusal() {
        return CogoException.invalid("emoji must be one emoji, or a short name of letters, digits, +, - and _");
    }
}
