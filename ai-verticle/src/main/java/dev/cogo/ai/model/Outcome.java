package dev.cogo.ai.model;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.ProviderFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one call to a model. */
public sealed interface Outcome {
    /** It wrote something. */
    record Answered(Completion completion) implements Outcome {}

    /** It came to an end that no other call can mend: a refusal, a text that broke off, or nobody wants it any more. */
    record Ended(ProviderFailure failure) implements Outcome {}

    /**
     * Nobody was there, or too many were: the same call may succeed later.
     *
     * @param why for the log
     * @param hint how long the service asks us to wait; null if it does not say
     */
    record Busy(String why, @Nullable Duration hint) implements Outcome {}

    /** There is no such model, or no longer. */
    record ModelMissing() implements Outcome {}

    /** Our key, project or request was refused; only an operator can change that. */
    record Rejected(String why) implements Outcome {}

    /** An answer that is none. */
    record Unusable(String why) implements Outcome {}
}
