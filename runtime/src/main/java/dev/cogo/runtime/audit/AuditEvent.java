package dev.cogo.runtime.audit;

import java.util.Locale;

/** What the security log speaks of; {@code docs/operating.md} explains each. */
public enum AuditEvent {
    REGISTRATION,
    LOGIN,
    REFRESH,
    LOGINS_ENDED,
    PASSWORD_CHANGE,
    PASSWORD_RESET,
    EMAIL_CHANGE,
    IDENTITY_LINKED,
    ACCOUNT_DELETION,
    OPERATOR_CALL,
    OPERATOR_CODE,
    SIGNING_KEY,
    SESSION_CREATED,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    MEMBER_CHANGED;

    /** By this name in the log and in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
