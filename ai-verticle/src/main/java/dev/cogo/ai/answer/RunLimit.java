package dev.cogo.ai.answer;

import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.run.Runs;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.UUID;

/** How many runs a session may have under way. Requests at the same moment may each take the last place. */
final class RunLimit {
    private final Runs runs;
    private final int max;

    RunLimit(Runs runs, RunConfig config) {
        this.runs = runs;
        this.max = config.maxInSession();
    }

    /**
     * Looks whether there is room.
     *
     * @throws CogoException {@code too_many_runs}
     */
    void check(UUID sessionId) {
        if (runs.open(sessionId) >= max) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_RUNS, "the AI answers %d questions of this session already".formatted(max));
        }
    }
}
