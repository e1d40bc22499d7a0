package dev.cogo.schema.invite;

import dev.cogo.schema.channel.UserRequest;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for an invite into a group; who comes by it becomes an ordinary member.
 *
 * @param expiresInSeconds a minute to {@link #MAX_EXPIRY_SECONDS}; null for a week
 * @param maxUses 1 to {@link #MAX_USES}; null for any number
 */
public record CreateInvite(
        UUID userId,
        UUID sessionId,
        @Nullable Integer expiresInSeconds,
        @Nullable Integer maxUses) implements UserRequest {
    public static final int MAX_EXPIRY_SECONDS = 365 * 24 * 3600;
    public static final int DEFAULT_EXPIRY_SECONDS = 7 * 24 * 3600;
    public static final int MAX_USES = 100_000;

    /** How many invites of a session may be open at one time. */
    public static final int MAX_OPEN = 100;

    public CreateInvite {
        if (expiresInSeconds != null && (expiresInSeconds < 60 || expiresInSeconds > MAX_EXPIRY_SECONDS)) {
            throw CogoException.invalid("expiresInSeconds must be 60 to " + MAX_EXPIRY_SECONDS);
        }
        if (maxUses != null && (maxUses < 1 || maxUses > MAX_USES)) {
            throw CogoException.invalid("maxUses must be 1 to " + MAX_USES);
        }
    }
}
