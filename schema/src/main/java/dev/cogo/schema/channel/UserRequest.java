package dev.cogo.schema.channel;

import java.util.UUID;

/** A user's request about one session. */
public interface UserRequest extends ForSession {
    /** Whose it is. */
    UUID userId();
}
