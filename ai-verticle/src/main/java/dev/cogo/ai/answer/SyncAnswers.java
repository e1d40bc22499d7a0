package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Runs as somebody asks for them. When the provider fails, the caller is told and the run has failed: the session shows nothing,
 * because the caller decides whether to ask again. When it is our own server that fails, the run goes on, and is finished as soon
 * as that passes.
 */
final class SyncAnswers {
    private static final Set<ErrorCode> PROVIDERS_WORD =
            EnumSet.of(ErrorCode.AI_FAILED, ErrorCode.AI_REFUSED, ErrorCode.AI_UNAVAILABLE, ErrorCode.AI_BUDGET_SPENT);

    private final AnswerWriter writer;
    private final Capacity capacity;

    SyncAnswers(AnswerWriter writer, Capacity capacity) {
        this.writer = writer;
        this.capacity = capacity;
    }

    /**
     * The answer's message. It is written whether the caller waits for it or not.
     *
     * @return empty when the run waits for a person's word; it then goes on on any node
     */
    Optional<Message> answer(Lease<Run> run) {
        try {
            return writer.answer(run);
        } catch (Exception e) {
            if (capacity.closed()) {
                // It may have failed because we stop. Stopping releases the run, and another node goes on with it.
                throw new CogoException(ErrorCode.UNAVAILABLE, "this node is stopping, try again", e);
            }
            CogoException failure = Failures.of(e, "answering a question");
            if (failure.code() != ErrorCode.RUN_CANCELLED) {
                settle(run, failure.code());
            }
            throw failure;
        }
    }

    /** Whether it is our own server that failed, and not for good. */
    static boolean passes(ErrorCode code) {
        return code.retryable() && !PROVIDERS_WORD.contains(code);
    }

    private void settle(Lease<Run> run, ErrorCode code) {
        try {
            if (passes(code)) {
                run.release(Duration.ZERO);
            } else {
                writer.end(run, RunStatus.FAILED, code);
            }
        } catch (Exception e) {
            // The lease then ends by itself, and another worker settles it.
            Failures.log(e, "settling a failed run of the AI");
        }
    }
}
