package dev.cogo.chat.access;

import static dev.cogo.chat.access.EffectiveRole.ADMIN;
import static dev.cogo.chat.access.EffectiveRole.MEMBER;
import static dev.cogo.chat.access.EffectiveRole.OWNER;
import static dev.cogo.chat.access.EffectiveRole.PEER;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.MemberRole;
import java.util.Set;

/**
 * The role table: what may be done in a session, and whose right it is. {@code docs/roles.md} shows the same table. What
 * holds beside it: a silenced member writes nothing, in an archived session nobody does, slow mode makes ordinary members
 * wait, and a block closes a direct session.
 */
public enum Permission {
    /** History, timeline, channel, search, presence, the list of members; typing, read marks, muting. */
    READ(OWNER, ADMIN, MEMBER, PEER),
    SEND(OWNER, ADMIN, MEMBER, PEER),
    REACT(OWNER, ADMIN, MEMBER, PEER),
    EDIT_OWN(OWNER, ADMIN, MEMBER, PEER),
    DELETE_OWN(OWNER, ADMIN, MEMBER, PEER),
    /** Messages of members, of admins, and of who has left. */
    EDIT_OTHERS(OWNER, ADMIN),
    /** The same messages, and those of the server. */
    DELETE_OTHERS(OWNER, ADMIN),
    EDIT_OWNERS(OWNER),
    DELETE_OWNERS(OWNER),
    /** Also by invites: making, listing and revoking them. */
    ADD_MEMBER(OWNER, ADMIN),
    ADD_ADMIN(OWNER),
    ADD_OWNER(OWNER),
    REMOVE_MEMBER(OWNER, ADMIN),
    REMOVE_ADMIN(OWNER),
    REMOVE_OWNER(OWNER),
    /** Between admin and member. */
    CHANGE_ROLE(OWNER),
    /** Nobody takes an owner's role away; owners give it away. */
    CHANGE_OWNERS_ROLE(),
    SILENCE_MEMBER(OWNER, ADMIN),
    SILENCE_ADMIN(OWNER),
    SILENCE_OWNER(),
    SET_TITLE(OWNER, ADMIN),
    SET_LANGUAGE(OWNER, ADMIN, PEER),
    SET_AI(OWNER, ADMIN, PEER),
    SET_SLOW_MODE(OWNER, ADMIN),
    ARCHIVE(OWNER),
    TRANSFER_OWNERSHIP(OWNER),
    /** The last owner only when nobody remains. */
    LEAVE(OWNER, ADMIN, MEMBER);

    private final Set<EffectiveRole> allowed;

    Permission(EffectiveRole... allowed) {
        this.allowed = Set.of(allowed);
    }

    /** Adding somebody with this role. */
    public static Permission adding(MemberRole role) {
        return switch (role) {
            case OWNER -> ADD_OWNER;
            case ADMIN -> ADD_ADMIN;
            case MEMBER -> ADD_MEMBER;
        };
    }

    /** Removing somebody else who has this role. */
    public static Permission removing(MemberRole role) {
        return switch (role) {
            case OWNER -> REMOVE_OWNER;
            case ADMIN -> REMOVE_ADMIN;
            case MEMBER -> REMOVE_MEMBER;
        };
    }

    /** Changing the role of somebody who has this one. */
    public static Permission changingRole(MemberRole role) {
        return role == MemberRole.OWNER ? CHANGE_OWNERS_ROLE : CHANGE_ROLE;
    }

    /** Silencing somebody who has this role, or ending that. */
    public static Permission silencing(MemberRole role) {
        return switch (role) {
            case OWNER -> SILENCE_OWNER;
            case ADMIN -> SILENCE_ADMIN;
            case MEMBER -> SILENCE_MEMBER;
        };
    }

    public boolean isAllowedTo(EffectiveRole effectiveRole) {
        return allowed.contains(effectiveRole);
    }

    /**
     * Refuses who may not.
     *
     * @throws CogoException {@code forbidden}
     */
    public void check(EffectiveRole effectiveRole) {
        if (!isAllowedTo(effectiveRole)) {
            throw new CogoException(ErrorCode.FORBIDDEN, "your role in this session does not allow this");
        }
    }
}
