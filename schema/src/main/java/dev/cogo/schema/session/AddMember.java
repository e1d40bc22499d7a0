package dev.cogo.schema.session;

import dev.cogo.schema.channel.UserRequest;
import java.util.Objects;
import java.util.UUID;

/**
 * An owner's or admin's request to add a member to a group.
 *
 * @param member a user id or an e-mail address
 * @param role {@code member}; an owner may give any
 */
public record AddMember(UUID userId, UUID sessionId, String member, MemberRole role) implements UserRequest {
    public AddMember {
        Objects.requireNonNull(member);
        Objects.requireNonNull(role);
    }
}
