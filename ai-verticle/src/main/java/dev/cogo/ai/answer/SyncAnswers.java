package dev.cogo.ai.answer;

import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that somebody waits for. When the provider fails, the caller is told and the job has failed: the session shows nothing,
 * because the caller decides whether to ask again. When it is our own server that fails, the job stays accepted, and is
 * finished as soon as that passes.
 */
final class SyncAnswers {
    private static final Set<ErrorCode> PROVIDERS_WORD =
            EnumSet.of(ErrorCode.AI_FAILED, ErrorCode.AI_REFUSED, ErrorCode.AI_UNAVAILABLE);

    private final AnswerJob answerJob;
    private final Jobs jobs;
    private final Capacity capacity;

    SyncAnswers(AnswerJob answerJob, Jobs jobs, Capacity capacity) {
        this.answerJob = answerJob;
        this.jobs = jobs;
        this.capacity = capacity;
    }

    /** The answer's message. */
    Message answer(Lease<Job> job) {
        return answer(job, null);
    }

    /** Like {@link #answer(Lease)}, and the stream is told of it while it is written. */
    Message answer(Lease<Job> job, @Nullable AnswerStream stream) {
        try {
            Message answer = answerJob.answer(job, stream);
            if (stream != null) {
                stream.done(null);
            }
            return answer;
        } catch (Exception e) {
            if (capacity.closed()) {
                // It may have failed because we stop. Stopping releases the job, and another node goes on with it.
                throw new CogoException(ErrorCode.UNAVAILABLE, "this node is stopping, try again", e);
            }
            CogoException failure = Failures.of(e, "answering a question");
            settle(job, failure.code());
            if (stream != null) {
                stream.done(failure.code());
            }
            throw failure;
        }
    }

    private void settle(Lease<Job> job, ErrorCode code) {
        boolean passes = code.retryable() && !PROVIDERS_WORD.contains(code);
        try {
            if (passes) {
                job.release(Duration.ZERO);
            } else {
                jobs.fail(job, code);
            }
        } catch (Exception e) {
            // The lease then ends by itself, and another worker settles it.
            Failures.log(e, "settling a failed AI job");
        }
    }
}
