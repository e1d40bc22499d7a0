package dev.cogo.schema.channel;

import java.util.Locale;

/** The names of the events that come on channels; what each carries stands in the AsyncAPI document. */
public enum EventName {
    NEW_MESSAGE,
    BATCH_MESSAGES,
    READ,
    USER_TYPING,
    USER_PRESENCE,
    AGENT_PROGRESS,
    AGENT_RESULT,
    SESSION_UPDATED,
    ANNOUNCEMENT;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
