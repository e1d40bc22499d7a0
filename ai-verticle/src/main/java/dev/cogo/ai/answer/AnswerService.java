package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.JobConfig;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.session.Access;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the AI. The question becomes a message of the caller, then a job, and only then work; a request that is repeated
 * with the same {@code clientMessageId} finds the same message, so the same job, so the same answer.
 */
public final class AnswerService {
    private final Bus bus;
    private final ChannelPublisher publisher;
    private final ChatClient chat;
    private final LanguageChoice languages;
    private final Jobs jobs;
    private final Capacity capacity;
    private final SyncAnswers direct;
    private final DuplicateQuestions repeated;
    private final JobRecovery abandoned;

    /** @param contextMessages how many messages of the session go into a prompt, the question among them */
    public AnswerService(
            Vertx vertx,
            Bus bus,
            ChannelPublisher publisher,
            ChatClient chat,
            LanguageChoice languages,
            Ledger ledger,
            Jobs jobs,
            Capacity capacity,
            Phrases phrases,
            JobConfig config,
            int contextMessages) {
        this.bus = bus;
        this.publisher = publisher;
        this.chat = chat;
        this.languages = languages;
        this.jobs = jobs;
        this.capacity = capacity;
        AnswerJob answerJob = new AnswerJob(chat, ledger, jobs, contextMessages, config.attempts());
        this.direct = new SyncAnswers(answerJob, jobs, capacity);
        this.repeated = new DuplicateQuestions(vertx, chat, jobs, direct, config);
        this.abandoned = new JobRecovery(answerJob, chat, jobs, phrases, config);
    }

    /**
     * Stores the question, and the answer.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code ai_not_in_session}, {@code overloaded} (in
     *     these cases nothing is stored), what a {@link dev.cogo.ai.provider.Provider} fails with, {@code timeout}
     */
    public Answer answer(RequestAnswer request) {
        return capacity.run(() -> answerNow(request));
    }

    /** Goes on with a job of a worker that died. */
    public void takeOver(Lease<Job> job) {
        abandoned.finish(job);
    }

    private Answer answerNow(RequestAnswer request) {
        Access access = chat.aiAccess(request.userId(), request.sessionId());
        String language =
                languages.choose(request.userId(), request.language(), access.language(), request.acceptLanguage());
        Message question = chat.send(request.userId(), request.sessionId(), request.question());
        Message answer = jobs.accept(request.sessionId(), request.userId(), question.seq(), language)
                .map(job -> direct.answer(job, stream(request.streamTo(), question)))
                .orElseGet(() -> repeated.answer(request.userId(), question));
        return AnswerMetadata.answer(question, answer);
    }

    private @Nullable AnswerStream stream(@Nullable StreamTo to, Message question) {
        return to == null ? null : new AnswerStream(bus, publisher, to, question);
    }
}
