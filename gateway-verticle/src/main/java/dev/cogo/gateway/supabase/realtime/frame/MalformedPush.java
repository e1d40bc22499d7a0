package dev.cogo.gateway.supabase.realtime.frame;

/** A frame that is no push: it is dropped, and the connection goes on. */
public final class MalformedPush extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPush(String message) {
        super(message, null, false, false);
    }
}
