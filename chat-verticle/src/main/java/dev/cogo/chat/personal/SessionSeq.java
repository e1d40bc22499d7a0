package dev.cogo.chat.personal;

import java.util.UUID;

/** How far a job has gone through somebody's sessions: behind this seq. */
record SessionSeq(UUID sessionId, long seq) {
    static final SessionSeq START = new SessionSeq(new UUID(0, 0), 0);

    /** The beginning of whichever session comes after this one, by the order of the ids' text. */
    static SessionSeq behind(UUID sessionId) {
        long low = sessionId.getLeastSignificantBits() + 1;
        long high = low == 0 ? sessionId.getMostSignificantBits() + 1 : sessionId.getMostSignificantBits();
        return new SessionSeq(new UUID(high, low), 0);
    }

    static SessionSeq parse(String text) {
        int colon = text.indexOf(':');
        return new SessionSeq(UUID.fromString(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return sessionId + ":" + seq;
    }
}
