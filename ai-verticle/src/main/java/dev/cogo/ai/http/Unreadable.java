package dev.cogo.ai.http;

/** A response that is not what was asked for: too long, no stream of events, or an event of another form. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreadable(String why) {
        super(why, null, false, false);
    }
}
