package dev.cogo.gateway.supabase.realtime;

/** A frame that is no push: it is dropped, and the connection goes on. */
final class MalformedPush extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPush(String message) {
        super(message, null, false, false);
    }
}
