package dev.cogo.ai.answer;

import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.Runs;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Questions that have a run already, because the request was repeated. A finished run gives its answer; one that is under way is
 * waited for, wherever that is; one that failed for a reason that may have passed is begun anew.
 */
final class DuplicateQuestions {
    private final ChatClient chat;
    private final Runs runs;
    private final SyncAnswers direct;
    private final Capacity capacity;
    private final RunEnds ends;

    DuplicateQuestions(ChatClient chat, Runs runs, SyncAnswers direct, Capacity capacity, RunEnds ends) {
        this.chat = chat;
        this.runs = runs;
        this.direct = direct;
        this.capacity = capacity;
        this.ends = ends;
    }

    /**
     * The answer's message.
     *
     * @param userId who asks
     * @param streamTo who is shown an answer that is begun anew
     * @throws CogoException with the run's own code, or {@code timeout} when the run takes longer than we wait
     */
    Message answer(UUID userId, Run begun, @Nullable StreamTo streamTo) {
        Optional<Message> restarted = restart(begun, streamTo);
        if (restarted.isPresent()) {
            return restarted.get();
        }
        Run run = ends.of(mayPass(begun) ? runs.find(begun.id()).orElse(begun) : begun);
        if (run.answerSeq() == null) {
            ErrorCode code = Objects.requireNonNullElse(run.error(), ErrorCode.AI_FAILED);
            throw new CogoException(code, code.title());
        }
        return chat.message(userId, run.sessionId(), run.answerSeq());
    }

    // Only at first sight: those who waited while it failed take that for an answer, or each would try in its turn.
    private Optional<Message> restart(Run run, @Nullable StreamTo streamTo) {
        return mayPass(run)
                ? capacity.run(() -> runs.reopen(run.id(), streamTo).flatMap(direct::answer))
                : Optional.empty();
    }

    private static boolean mayPass(Run run) {
        return run.status() == RunStatus.FAILED
                && run.error() != null
                && run.error().retryable();
    }
}
