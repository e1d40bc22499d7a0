package dev.cogo.ai.run;

import java.util.Locale;

/** Why an answer ends before it is whole. */
public enum Cut {
    /** A limit of the model or of a message ended it. */
    LENGTH,
    /** The provider broke off, which it also does when it is silent for too long. */
    INTERRUPTED,
    /** Somebody ended it. */
    CANCELLED,
    /** Its author has written more, and the next attempt answers that too. No answer ends so. */
    STEERED;

    /** The name in the column {@code ai_runs.cut} and in an answer's metadata. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
