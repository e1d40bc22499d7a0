package dev.cogo.agentbridge.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param status of HTTP; null when there was no answer
 * @param error why there was none
 * @param asked how long the receiver wants to be left alone; zero if it did not say
 */
record Attempt(@Nullable Integer status, @Nullable String error, Duration asked) {
    /** There is nobody any more who wants to be told. */
    static final Attempt NOBODY = new Attempt(410, null, Duration.ZERO);
    /** There is nothing any more to tell. */
    static final Attempt NOTHING = new Attempt(null, "the message is not kept any more", Duration.ZERO);

    boolean delivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** The endpoint is not there any more, and asks for nothing further. */
    boolean gone() {
        return status != null && status == 410;
    }

    /** Trying again would not change it. */
    boolean last() {
        return gone() || equals(NOTHING);
    }

    /** The receiver has too much to do: the others wait as well. */
    boolean throttled() {
        return !asked.isZero() || status != null && (status == 429 || status == 502 || status == 504);
    }
}
