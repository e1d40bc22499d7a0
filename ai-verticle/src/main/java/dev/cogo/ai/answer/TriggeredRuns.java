package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;

/**
 * Runs that messages have asked for by themselves. Nobody waits for them but the session: a failure is told there by the run's last
 * event, and of many that fail for the same reason the first alone.
 */
final class TriggeredRuns {
    private final AnswerWriter writer;
    private final FailureNotices notices = new FailureNotices();
    private final RunAdmission admission;
    private final RunConfig config;

    TriggeredRuns(AnswerWriter writer, RunAdmission admission, RunConfig config) {
        this.writer = writer;
        this.admission = admission;
        this.config = config;
    }

    /** Writes the answer, if there is to be one now; what it throws may pass. */
    void work(Lease<Run> lease) {
        Run run = lease.row();
        try {
            if (run.cancelled() || admission.admit(lease)) {
                writer.answer(lease);
            }
        } catch (Exception e) { // await also throws checked exceptions
            CogoException failure = Failures.of(e, "answering a message");
            if (failure.code() == ErrorCode.RUN_CANCELLED) {
                return;
            }
            boolean passes = SyncAnswers.passes(failure.code()) && failure.code() != ErrorCode.TOO_MANY_RUNS;
            if (passes && run.tries() < config.attempts()) {
                throw failure;
            }
            writer.end(
                    lease,
                    RunStatus.FAILED,
                    failure.code(),
                    notices.isNew(run.sessionId(), run.userId(), failure.code()));
        }
    }
}
