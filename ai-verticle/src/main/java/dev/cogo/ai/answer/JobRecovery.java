package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.JobConfig;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs whose worker died, and whose caller with it as a rule. Nobody waits for a reply, so the session itself is told when
 * there will be no answer: by a system message in the job's language.
 */
final class JobRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(JobRecovery.class);

    private final AnswerJob answerJob;
    private final ChatClient chat;
    private final Jobs jobs;
    private final Phrases phrases;
    private final JobConfig config;

    JobRecovery(AnswerJob answerJob, ChatClient chat, Jobs jobs, Phrases phrases, JobConfig config) {
        this.answerJob = answerJob;
        this.chat = chat;
        this.jobs = jobs;
        this.phrases = phrases;
        this.config = config;
    }

    /** Finishes a job that is leased by us, in one way or the other; never throws. */
    void finish(Job job) {
        LOG.info("going on with AI job {}, attempt {}", job.id(), job.attempts());
        try {
            answerJob.answer(job, null);
        } catch (Exception e) {
            settle(job, Failures.of(e, "going on with an AI job"));
        }
    }

    private void settle(Job job, CogoException failure) {
        try {
            if (failure.code().retryable() && job.attempts() < config.attempts()) {
                jobs.release(job.id(), config.lease());
            } else {
                giveUp(job, failure.code());
            }
        } catch (Exception e) {
            // The lease then ends by itself, and the next worker tries to settle it.
            Failures.of(e, "settling AI job " + job.id());
        }
    }

    // The session first: a crash between the two makes the next worker post again, which is harmless.
    private void giveUp(Job job, ErrorCode why) {
        LOG.warn("giving up AI job {} after {} attempts: {}", job.id(), job.attempts(), why.wireName());
        try {
            chat.post(
                    job.sessionId(),
                    MessageType.SYSTEM,
                    new NewMessage(
                            phrases.in(job.language()).failed(),
                            "ai:" + job.id() + ":failed",
                            null,
                            Map.of(
                                    "jobId", job.id().toString(),
                                    "questionSeq", job.questionSeq(),
                                    "status", "failed",
                                    "code", why.wireName())));
        } catch (CogoException e) {
            // A chat that is away will come back and be told then; a session that is gone will not.
            if (e.code().retryable()) {
                throw e;
            }
        }
        jobs.fail(job.id(), why);
    }
}
