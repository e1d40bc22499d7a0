package dev.cogo.gateway.supabase.realtime;

/** Why a client can't have the channel that it asked for, in words for the application. */
final class JoinRefused extends Exception {
    private static final long serialVersionUID = 1;

    JoinRefused(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
