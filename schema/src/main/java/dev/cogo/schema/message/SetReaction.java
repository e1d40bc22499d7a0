package dev.cogo.schema.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.session.ForSession;
import java.util.UUID;

/**
 * A member's request to put a reaction on a message or to take it back. What is so already makes no event.
 *
 * @param emoji an emoji or a short name, at most {@link #MAX_CHARACTERS} characters without spaces
 * @param on whether it is put on or taken back
 */
public record SetReaction(UUID userId, UUID sessionId, UUID messageId, String emoji, boolean on) implements ForSession {
    public static final int MAX_CHARACTERS = 32;

    /** How many different signs a message may carry. */
    public static final int MAX_PER_MESSAGE = 20;

    public SetReaction {
        Content.checkLine(emoji, "emoji", MAX_CHARACTERS);
        if (emoji == null || emoji.chars().anyMatch(Character::isWhitespace)) {
            throw CogoException.invalid("emoji must be one sign or short name without spaces");
        }
    }
}
