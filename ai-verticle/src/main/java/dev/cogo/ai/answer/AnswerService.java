package dev.cogo.ai.answer;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.run.RunQueue;
import dev.cogo.ai.run.Runs;
import dev.cogo.ai.tool.ToolRuns;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.session.Access;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the AI. The question becomes a message of the caller, then a run, and only then work; a request that is repeated
 * with the same {@code clientMessageId} finds the same message, so the same run, so the same answer.
 */
public final class AnswerService {
    private final ChatClient chat;
    private final Assistants assistants;
    private final LanguageChoice languages;
    private final Runs runs;
    private final Capacity capacity;
    private final RunLimit limit;
    private final SyncAnswers direct;
    private final DuplicateQuestions repeated;
    private final RunRecovery recovery;
    private final TriggeredRuns triggered;
    private final RunControl control;

    /**
     * @param nudge says that a run is due, or may go on
     * @param contextMessages how many messages of the session go into a prompt, the question among them
     */
    public AnswerService(
            Vertx vertx,
            Bus bus,
            ActiveRuns active,
            ChatClient chat,
            Assistants assistants,
            LanguageChoice languages,
            Ledger ledger,
            Runs runs,
            RunQueue queue,
            Runnable nudge,
            AnswerListener listener,
            Capacity capacity,
            Phrases phrases,
            RunConfig config,
            AnswerPrompt prompts,
            int contextMessages,
            ToolRuns tools) {
        this.chat = chat;
        this.assistants = assistants;
        this.languages = languages;
        this.runs = runs;
        this.capacity = capacity;
        this.limit = new RunLimit(runs, config);
        AnswerWriter writer = new AnswerWriter(
                chat,
                assistants,
                ledger,
                runs,
                queue,
                nudge,
                listener,
                active,
                config,
                prompts,
                contextMessages,
                tools);
        this.direct = new SyncAnswers(writer, capacity);
        this.repeated = new DuplicateQuestions(chat, runs, direct, capacity, new RunEnds(vertx, runs, config));
        this.recovery = new RunRecovery(writer, chat, phrases, config);
        RunCancellation cancellation = new RunCancellation(bus, runs);
        RunAdmission admission = new RunAdmission(chat, assistants, queue, cancellation, config);
        this.triggered = new TriggeredRuns(writer, admission, config);
        this.control =
                new RunControl(vertx, chat, assistants, languages, runs, direct, capacity, limit, cancellation, nudge);
    }

    /** What members do with a run. */
    public RunControl control() {
        return control;
    }

    /**
     * Stores the question, and the answer.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code ai_not_in_session}, {@code assistant_not_found},
     *     {@code too_many_runs},
     *     {@code overloaded} (in these cases nothing is stored), what a {@link dev.cogo.ai.provider.Provider} fails with,
     *     {@code run_cancelled}, {@code timeout}
     */
    public Answer answer(RequestAnswer request) {
        Asked asked = capacity.run(() -> ask(request));
        Message answer = asked.answer() == null
                ? repeated.answer(
                        request.userId(), runOf(request, asked.assistantId(), asked.question()), request.streamTo())
                : asked.answer();
        return AnswerMetadata.answer(asked.question(), answer);
    }

    /**
     * Stores the question and begins its run, for who does not wait for it; a repeated one has the run that it had.
     *
     * @throws dev.cogo.schema.error.CogoException as {@link #answer}, but for what becomes of the run
     */
    public AiRun start(RequestAnswer request) {
        return control.begin(() -> begin(request, accept(request))).orElseGet(() -> {
            Accepted before = accept(request);
            return runOf(request, before.assistantId(), before.question()).view();
        });
    }

    /** Begins a run that a message has asked for, or goes on with one of a worker that died. */
    public void work(Lease<Run> run) {
        if (run.row().trigger() != null) {
            triggered.work(run);
        } else {
            recovery.finish(run);
        }
    }

    /**
     * @param assistantId who is asked
     * @param answer null when the question was asked before, or its run waits for a person's word
     */
    private record Asked(
            UUID assistantId, Message question, @Nullable Message answer) {}

    /** A question that is stored, and who is to answer it. */
    private record Accepted(UUID assistantId, Message question, String language) {}

    private Accepted accept(RequestAnswer request) {
        Access access = chat.aiAccess(request.userId(), request.sessionId());
        Assistant assistant = assistants.ofSession(request.sessionId(), request.assistant());
        limit.check(request.sessionId());
        String language = languages.choose(
                request.userId(),
                request.language(),
                assistant.language(),
                access.language(),
                request.acceptLanguage());
        return new Accepted(assistant.id(), question(request), language);
    }

    private Asked ask(RequestAnswer request) {
        Accepted accepted = accept(request);
        return new Asked(
                accepted.assistantId(),
                accepted.question(),
                begin(request, accepted).flatMap(direct::answer).orElse(null));
    }

    private Message question(RequestAnswer request) {
        Optional<Run> first = request.again() == null
                ? Optional.empty()
                : Ids.find(request.question().clientMessageId())
                        .flatMap(id -> runs.findByQuestion(request.sessionId(), id));
        return first.map(run -> chat.message(request.userId(), run.sessionId(), run.questionSeq()))
                .orElseGet(() -> chat.send(request.userId(), request.sessionId(), request.question()));
    }

    private Optional<Lease<Run>> begin(RequestAnswer request, Accepted accepted) {
        UUID assistantId = accepted.assistantId();
        Message question = accepted.question();
        String language = accepted.language();
        return request.again() == null
                ? runs.accept(request.userId(), assistantId, question, language, request.streamTo())
                : runs.again(request.again(), request.userId(), assistantId, question, language, request.streamTo());
    }

    private Run runOf(RequestAnswer request, UUID assistantId, Message question) {
        if (request.again() == null) {
            return runs.find(request.sessionId(), question.seq(), assistantId)
                    .orElseThrow(() -> new CogoException(ErrorCode.SESSION_NOT_FOUND, "the session is gone"));
        }
        return runs.find(request.again())
                .orElseThrow(() -> new CogoException(ErrorCode.TOO_MANY_RUNS, "somebody just asked again"));
    }
}
