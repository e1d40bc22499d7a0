package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import java.util.Optional;
import java.util.UUID;

/** What sessions were about before the messages that the model is told whole. */
public interface Summaries {
    /** Nobody keeps any. */
    Summaries NONE = new Summaries() {
        @Override
        public Optional<Summary> of(UUID sessionId) {
            return Optional.empty();
        }

        @Override
        public void want(Run run, long upToSeq) {}
    };

    /** @param upToSeq the last message that is in it */
    record Summary(long upToSeq, String text) {}

    /** A session's summary, as far as there is one. */
    Optional<Summary> of(UUID sessionId);

    /**
     * Says that a run's session has become too long. Returns before anything is summarised, and may do so often for the same.
     *
     * @param upToSeq the last message that should be in the summary
     */
    void want(Run run, long upToSeq);
}
