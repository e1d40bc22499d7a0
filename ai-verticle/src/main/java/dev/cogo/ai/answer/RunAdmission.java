package dev.cogo.ai.answer;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.run.RunQueue;
import dev.cogo.ai.run.RunQueue.Ahead;
import dev.cogo.ai.run.RunQueue.Author;
import dev.cogo.ai.run.RunQueue.Steered;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.WhenBusy;
import java.util.Optional;

/**
 * Whether a run that a message has asked for by itself may begin. Bots may name the AI, and no more than a few times in a row;
 * anonymous users may ask when a setting lets them; and nobody who may not ask otherwise.
 */
final class RunAdmission {
    private final ChatClient chat;
    private final Assistants assistants;
    private final RunQueue queue;
    private final RunCancellation cancellation;
    private final RunConfig config;

    RunAdmission(
            ChatClient chat, Assistants assistants, RunQueue queue, RunCancellation cancellation, RunConfig config) {
        this.chat = chat;
        this.assistants = assistants;
        this.queue = queue;
        this.cancellation = cancellation;
        this.config = config;
    }

    /**
     * Lets it begin, or drops it, or has it wait for its turn; while the author's earlier one is answered, as the session wants it.
     *
     * @return whether it begins now
     * @throws CogoException {@code too_many_runs}; or what may pass
     */
    boolean admit(Lease<Run> lease) {
        Run run = lease.row();
        if (!mayAsk(run)) {
            queue.drop(lease);
            return false;
        }
        Ahead ahead = queue.ahead(run);
        if (ahead.ofAll() >= config.maxInSession()) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_RUNS,
                    "the AI answers %d questions of this session already".formatted(config.maxInSession()));
        } else if (ahead.ofAuthor()) {
            waitsOrNot(lease);
            return false;
        }
        return true;
    }

    private void waitsOrNot(Lease<Run> lease) {
        Run run = lease.row();
        if (run.whenBusy() == WhenBusy.REJECT) {
            throw new CogoException(ErrorCode.TOO_MANY_RUNS, "the AI answers an earlier message of yours");
        } else if (run.whenBusy() == WhenBusy.RESTART) {
            queue.messagesBefore(run).forEach(cancellation::cancel);
        } else if (run.whenBusy() == WhenBusy.STEER) {
            Optional<Steered> other = queue.steer(lease);
            if (other.isPresent()) {
                if (other.get().worker() != null) {
                    cancellation.steer(other.get().id(), other.get().worker());
                }
                return;
            }
        }
        queue.putOff(lease, config.lease());
    }

    private boolean mayAsk(Run run) {
        Author author = queue.author(run);
        if (author.anonymous() && !config.anonymousAsk()) {
            return false;
        }
        if (author.service() && (run.trigger() != RunTrigger.MENTION || queue.isDeep(run))) {
            return false;
        }
        try {
            chat.aiAccess(run.userId(), run.sessionId());
            assistants.inSession(run.sessionId(), run.assistantId());
            return true;
        } catch (CogoException refused) {
            if (refused.code().retryable()) {
                throw refused;
            }
            return false;
        }
    }
}
