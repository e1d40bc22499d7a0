package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.jobs.Job;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work of a job: from the question in the session to the answer in the session. It may be done twice, by two nodes even:
 * the answer's {@code clientMessageId} is the job's, so the session gets one answer and both workers are given the same.
 */
final class AnswerJob {
    private final ChatClient chat;
    private final Ledger ledger;
    private final Jobs jobs;
    private final int contextMessages;
    private final int maxAttempts;

    AnswerJob(ChatClient chat, Ledger ledger, Jobs jobs, int contextMessages, int maxAttempts) {
        this.chat = chat;
        this.ledger = ledger;
        this.jobs = jobs;
        this.contextMessages = contextMessages;
        this.maxAttempts = maxAttempts;
    }

    /**
     * The answer to a job, whose lease is renewed until the work ends. What to do with the job on a failure is the caller's to decide.
     *
     * @param sink is given the answer while it is written; null when nobody wants that
     * @return the answer's message
     */
    Message answer(Lease<Job> lease, @Nullable TextSink sink) {
        try {
            return answerNow(lease.row(), sink);
        } finally {
            lease.forget();
        }
    }

    private Message answerNow(Job job, @Nullable TextSink sink) {
        // Whoever began it so often never came to an end: it may be what killed them.
        if (job.attempts() > maxAttempts) {
            throw new CogoException(
                    ErrorCode.AI_FAILED, "the AI could not answer in %d attempts".formatted(maxAttempts));
        }
        List<Message> conversation = chat.upTo(job.userId(), job.sessionId(), job.questionSeq(), contextMessages);
        if (conversation.isEmpty() || conversation.getLast().seq() != job.questionSeq()) {
            throw new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the question is gone");
        }
        Prompt prompt = AnswerPrompt.of(conversation, job.userId(), job.language());
        Occasion occasion = new Occasion(job.id(), job.sessionId(), job.userId());
        Completion completion =
                sink == null ? ledger.complete(prompt, occasion) : ledger.stream(prompt, occasion, sink);
        Message answer = chat.post(
                job.sessionId(),
                MessageType.AI_RESPONSE,
                new NewMessage(
                        completion.text(),
                        "ai:" + job.id(),
                        conversation.getLast().id(),
                        AnswerMetadata.of(completion)));
        jobs.done(job.id(), answer.seq());
        return answer;
    }
}
