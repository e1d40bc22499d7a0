package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.JobConfig;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Questions that have a job already, because the request was repeated. A finished job gives its answer; one that is under way
 * is waited for, wherever that is, and gone on with when its worker dies; one that failed for a reason that may have passed
 * is begun anew.
 */
final class DuplicateQuestions {
    private final Vertx vertx;
    private final ChatClient chat;
    private final Jobs jobs;
    private final SyncAnswers direct;
    private final JobConfig config;

    DuplicateQuestions(Vertx vertx, ChatClient chat, Jobs jobs, SyncAnswers direct, JobConfig config) {
        this.vertx = vertx;
        this.chat = chat;
        this.jobs = jobs;
        this.direct = direct;
        this.config = config;
    }

    /**
     * The answer's message.
     *
     * @param userId who asks
     * @throws CogoException with the job's own code, or {@code timeout} when the job takes longer than our patience
     */
    Message answer(UUID userId, Message question) {
        Job job = find(question);
        Optional<Message> restarted = restart(job);
        if (restarted.isPresent()) {
            return restarted.get();
        }
        long end = System.nanoTime() + config.patience().toNanos();
        while (System.nanoTime() < end) {
            switch (job.status()) {
                case DONE -> {
                    return chat.message(userId, job.sessionId(), Objects.requireNonNull(job.answerSeq()));
                }
                case FAILED -> throw failure(job);
                case ACCEPTED -> {
                    Optional<Lease<Job>> abandoned = jobs.claim(job.id());
                    if (abandoned.isPresent()) {
                        return direct.answer(abandoned.get());
                    }
                }
            }
            vertx.timer(config.poll().toMillis(), TimeUnit.MILLISECONDS).await();
            job = find(question);
        }
        throw new CogoException(ErrorCode.TIMEOUT, "the AI is still at work on this question");
    }

    // Only at first sight: those who waited while it failed take that for an answer, or each would try in its turn.
    private Optional<Message> restart(Job job) {
        boolean mayPass = job.error() != null && job.error().retryable();
        return mayPass ? jobs.reopen(job.id()).map(direct::answer) : Optional.empty();
    }

    private Job find(Message question) {
        return jobs.find(question.sessionId(), question.seq())
                .orElseThrow(() -> new CogoException(ErrorCode.SESSION_NOT_FOUND, "the session is gone"));
    }

    private static CogoException failure(Job job) {
        ErrorCode code = Objects.requireNonNullElse(job.error(), ErrorCode.AI_FAILED);
        return new CogoException(code, code.title());
    }
}
