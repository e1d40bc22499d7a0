package dev.cogo.schema.channel;

import java.util.Locale;

/** The names of the events that come on channels; what each carries stands in the AsyncAPI document. */
public enum EventName {
    NEW_MESSAGE,
    MESSAGE_UPDATED,
    MESSAGE_DELETED,
    BATCH_MESSAGES,
    REACTION,
    READ,
    USER_TYPING,
    USER_PRESENCE,
    PRESENCE_SUMMARY,
    PRESENCE_STATE,
    PRESENCE_DIFF,
    AI_RUN,
    AI_DELTA,
    AI_DONE,
    AI_STEP,
    AI_APPROVAL,
    AGENT_PROGRESS,
    AGENT_ARTIFACT,
    AGENT_RESULT,
    SESSION_UPDATED,
    SESSION_ACTIVITY,
    NOTIFICATION,
    ANNOUNCEMENT,
    NODE_STATUS,
    CLUSTER_STATUS,
    BROADCAST;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static EventName of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
