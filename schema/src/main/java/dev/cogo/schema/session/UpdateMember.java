package dev.cogo.schema.session;

import dev.cogo.schema.channel.UserRequest;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to change a member's role, or to silence one; what is null stays as it is.
 *
 * @param role not {@code owner}, which is given by {@link TransferOwnership} or when adding
 * @param silenceSeconds how long they may read and not write, 0 to end that, at most {@link #MAX_SILENCE_SECONDS}
 */
public record UpdateMember(
        UUID userId,
        UUID sessionId,
        UUID memberId,
        @Nullable MemberRole role,
        @Nullable Integer silenceSeconds) implements UserRequest {
    public static final int MAX_SILENCE_SECONDS = 28 * 24 * 3600;

    public UpdateMember {
        if (silenceSeconds != null && (silenceSeconds < 0 || silenceSeconds > MAX_SILENCE_SECONDS)) {
            throw CogoException.invalid("silenceSeconds must be 0 to " + MAX_SILENCE_SECONDS);
        }
        if (role == null && silenceSeconds == null) {
            throw CogoException.invalid("nothing is to be changed");
        }
    }
}
