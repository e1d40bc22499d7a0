package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs whose worker died, and whose caller with it as a rule. Who listens hears the next attempt from its beginning; the session itself
 * is told when there will be no answer, by a system message in the run's language.
 */
final class RunRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecovery.class);

    private final AnswerWriter writer;
    private final ChatClient chat;
    private final Phrases phrases;
    private final RunConfig config;

    RunRecovery(AnswerWriter writer, ChatClient chat, Phrases phrases, RunConfig config) {
        this.writer = writer;
        this.chat = chat;
        this.phrases = phrases;
        this.config = config;
    }

    /** Finishes a run, in one way or the other; what it throws may pass. */
    void finish(Lease<Run> lease) {
        Run run = lease.row();
        LOG.info("going on with AI run {}, attempt {}", run.id(), run.attempts());
        try {
            writer.answer(lease);
        } catch (Exception e) {
            CogoException failure = Failures.of(e, "going on with a run of the AI");
            if (failure.code() == ErrorCode.RUN_CANCELLED) {
                return;
            }
            // A budget comes back tomorrow.
            boolean passes = failure.code().retryable() && failure.code() != ErrorCode.AI_BUDGET_SPENT;
            if (passes && run.tries() < config.attempts()) {
                throw failure;
            }
            giveUp(lease, failure.code());
        }
    }

    // The session first: a crash between the two makes the next worker post again, which is harmless.
    private void giveUp(Lease<Run> lease, ErrorCode why) {
        Run run = lease.row();
        LOG.warn("giving up AI run {} after {} attempts: {}", run.id(), run.attempts(), why.wireName());
        try {
            chat.post(
                    run.sessionId(),
                    MessageType.SYSTEM,
                    new NewMessage(
                            phrases.in(run.language()).failed(),
                            "ai:" + run.id() + ":failed",
                            null,
                            Map.of(
                                    "runId", run.id().toString(),
                                    "questionSeq", run.questionSeq(),
                                    "status", "failed",
                                    "code", why.wireName())));
        } catch (CogoException e) {
            // A chat that is away will come back and be told then; a session that is gone will not.
            if (e.code().retryable()) {
                throw e;
            }
        }
        writer.end(lease, RunStatus.FAILED, why);
    }
}
