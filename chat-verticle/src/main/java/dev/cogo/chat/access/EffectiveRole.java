package dev.cogo.chat.access;

import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.SessionKind;

/** What somebody is in a session, as far as it decides what they may do. */
public enum EffectiveRole {
    OWNER,
    ADMIN,
    MEMBER,
    /** Either of the two of a direct session; neither ranks above the other. */
    PEER;

    public static EffectiveRole of(SessionKind kind, MemberRole role) {
        return kind == SessionKind.DIRECT
                ? PEER
                : switch (role) {
                    case OWNER -> OWNER;
                    case ADMIN -> ADMIN;
                    case MEMBER -> MEMBER;
                };
    }
}
