package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.JobConfig;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Lease;
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

    /** Finishes a job, in one way or the other; what it throws may pass. */
    void finish(Lease<Job> lease) {
        Job job = lease.row();
        LOG.info("going on with AI job {}, attempt {}", job.id(), job.attempts());
        try {
            answerJob.answer(lease, null);
        } catch (Exception e) {
            CogoException failure = Failures.of(e, "going on with an AI job");
            if (failure.code().retryable() && job.attempts() < config.attempts()) {
                throw failure;
            }
            giveUp(lease, failure.code());
        }
    }

    // The session first: a crash between the two makes the next worker post again, which is harmless.
    private void giveUp(Lease<Job> lease, ErrorCode why) {
        Job job = lease.row();
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
        jobs.fail(lease, why);
    }
}
