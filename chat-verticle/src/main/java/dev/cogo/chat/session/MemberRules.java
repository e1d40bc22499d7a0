package dev.cogo.chat.session;

import dev.cogo.schema.session.MemberRole;

/** Which role may do what to the members of a group. */
final class MemberRules {
    private MemberRules() {}

    /** Whether the caller may add somebody with this role. */
    static boolean mayAdd(MemberRole caller, MemberRole role) {
        return mayManage(caller, role);
    }

    /** Whether the caller may remove another member who has this role. Leaving is everybody's right. */
    static boolean mayRemove(MemberRole caller, MemberRole role) {
        return mayManage(caller, role);
    }

    private static boolean mayManage(MemberRole caller, MemberRole other) {
        return switch (caller) {
            case OWNER -> true;
            case ADMIN -> other == MemberRole.MEMBER;
            case MEMBER -> false;
        };
    }
}
