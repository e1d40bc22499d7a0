package dev.cogo.gateway.supabase.realtime.topic;

/** Why a client can't have the channel that it asked for, in words for the application. */
public final class JoinRefused extends Exception {
    private static final long serialVersionUID = 1;

    JoinRefused(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
