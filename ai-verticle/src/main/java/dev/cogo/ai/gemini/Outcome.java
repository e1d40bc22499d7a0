package dev.cogo.ai.gemini;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one HTTP call. */
sealed interface Outcome {
    /** Status 200 and a body of the described form. */
    record Answered(GenerateContentResponse response) implements Outcome {}

    /**
     * Nobody was there, or too many were: the same call may succeed later.
     *
     * @param why for the log
     * @param hint how long Gemini asks us to wait; null if it does not say
     */
    record Busy(String why, @Nullable Duration hint) implements Outcome {}

    /** The circuit breaker is open: no call was made. */
    record Resting() implements Outcome {}

    /** There is no such model, or no longer. */
    record ModelMissing() implements Outcome {}

    /** Our key, project or request was refused; only an operator can change that. */
    record Rejected(String why) implements Outcome {}

    /** A stream that ended before its answer did. */
    record BrokenOff(String why, GenerateContentResponse soFar) implements Outcome {}

    /** A stream that we ended because nobody wants the rest. */
    record Unwanted(GenerateContentResponse soFar) implements Outcome {}

    /** An answer that is none. */
    record Unusable(String why) implements Outcome {}
}
