package dev.cogo.ai.answer;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.Runs;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.AnswerMessage;
import dev.cogo.schema.ai.AskAgain;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.LiveRun;
import dev.cogo.schema.ai.ReadLiveRun;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What members do with a run: they look at it, end it, begin one for a message, and ask its question again. Make it on the verticle's context. */
public final class RunControl {
    private static final Set<MessageType> ANSWERED = EnumSet.of(MessageType.TEXT, MessageType.AGENT_RESULT);

    private final Context context;
    private final ChatClient chat;
    private final Assistants assistants;
    private final LanguageChoice languages;
    private final Runs runs;
    private final SyncAnswers direct;
    private final Capacity capacity;
    private final RunLimit limit;
    private final RunCancellation cancellation;
    private final Runnable wake;

    RunControl(
            Vertx vertx,
            ChatClient chat,
            Assistants assistants,
            LanguageChoice languages,
            Runs runs,
            SyncAnswers direct,
            Capacity capacity,
            RunLimit limit,
            RunCancellation cancellation,
            Runnable wake) {
        this.context = vertx.getOrCreateContext();
        this.chat = chat;
        this.assistants = assistants;
        this.languages = languages;
        this.runs = runs;
        this.direct = direct;
        this.capacity = capacity;
        this.limit = limit;
        this.cancellation = cancellation;
        this.wake = wake;
    }

    /**
     * The run.
     *
     * @throws CogoException {@code run_not_found}, for a foreign run as for a missing one
     */
    public AiRun read(ReadRun request) {
        Run run = find(request.runId());
        access(request.userId(), run);
        return run.view();
    }

    /**
     * The run of a session that began last and is not over.
     *
     * @throws CogoException {@code session_not_found}
     */
    public LiveRun live(ReadLiveRun request) {
        chat.access(request.userId(), request.sessionId());
        return new LiveRun(runs.live(request.sessionId()).map(Run::view).orElse(null));
    }

    /**
     * Ends a run, wherever it is worked on. What was written by then becomes the answer.
     *
     * @throws CogoException {@code run_not_found}, {@code forbidden} for who neither asked nor is owner or admin, {@code run_finished}
     */
    public AiRun cancel(CancelRun request) {
        Run run = find(request.runId());
        Access access = access(request.userId(), run);
        if (access.role() == MemberRole.MEMBER && !run.userId().equals(request.userId())) {
            throw new CogoException(ErrorCode.FORBIDDEN, "who asked may cancel an answer, or an owner or admin");
        }
        if (run.status().isOver()) {
            throw new CogoException(ErrorCode.RUN_FINISHED, "the run is over");
        }
        cancellation.cancel(run.id());
        // One that waits for a person's word goes on, to its end.
        wake.run();
        return find(request.runId()).view();
    }

    /**
     * Begins another answer to a run's question; whoever listens hears it.
     *
     * @throws CogoException {@code run_not_found}, what {@link ChatClient#aiAccess} fails with, {@code assistant_not_found},
     *     {@code too_many_runs},
     *     {@code overloaded}
     */
    public AiRun again(AskAgain request) {
        Run run = find(request.runId());
        access(request.userId(), run);
        Access access = chat.aiAccess(request.userId(), run.sessionId());
        Assistant assistant = assistants.inSession(run.sessionId(), run.assistantId());
        limit.check(run.sessionId());
        String language = languages.choose(
                request.userId(),
                request.language(),
                assistant.language(),
                access.language(),
                request.acceptLanguage());
        return begun(() -> runs.again(request.userId(), run, language));
    }

    /**
     * Begins the answer to a message that stands in a session, or another one when it has been answered; whoever listens hears it.
     *
     * @return the run; the one that is under way for the message, if there is one
     * @throws CogoException {@code message_not_found} also for one that the AI wrote, or that nobody did; else as {@link #again}
     */
    public AiRun answer(AnswerMessage request) {
        UUID sessionId = request.sessionId();
        Access access = chat.aiAccess(request.userId(), sessionId);
        Message question = chat.message(request.userId(), sessionId, request.messageId());
        if (question.deletedAt() != null || !ANSWERED.contains(question.messageType())) {
            throw new CogoException(
                    ErrorCode.MESSAGE_NOT_FOUND, "the AI answers messages of people and results of agents");
        }
        Assistant assistant = assistants.ofSession(sessionId, null);
        Optional<Run> first = runs.find(sessionId, question.seq(), assistant.id());
        if (first.isPresent() && !first.get().status().isOver()) {
            return first.get().view();
        }
        limit.check(sessionId);
        String language = languages.choose(
                request.userId(),
                request.language(),
                assistant.language(),
                access.language(),
                request.acceptLanguage());
        return begun(() -> first.isPresent()
                ? runs.again(request.userId(), first.get(), language)
                : runs.accept(request.userId(), assistant.id(), question, language, null));
    }

    private AiRun begun(Supplier<Optional<Lease<Run>>> accepting) {
        return begin(accepting)
                .orElseThrow(() -> new CogoException(ErrorCode.TOO_MANY_RUNS, "somebody just asked again"));
    }

    /**
     * Begins a run that nobody waits for here.
     *
     * @param accepting makes its row, leased by us; empty when there is none to begin
     */
    Optional<AiRun> begin(Supplier<Optional<Lease<Run>>> accepting) {
        capacity.begin();
        boolean begun = false;
        try {
            Optional<Lease<Run>> lease = accepting.get();
            lease.ifPresent(run -> context.runOnContext(go -> work(run)));
            begun = lease.isPresent();
            return lease.map(run -> run.row().view());
        } finally {
            if (!begun) {
                capacity.end();
            }
        }
    }

    private void work(Lease<Run> lease) {
        try {
            direct.answer(lease);
        } catch (CogoException told) {
            // By the run's last event, and the row.
        } finally {
            capacity.end();
        }
    }

    private Run find(UUID id) {
        return runs.find(id).orElseThrow(RunControl::missing);
    }

    private Access access(UUID userId, Run run) {
        try {
            return chat.access(userId, run.sessionId());
        } catch (CogoException e) {
            throw e.code() == ErrorCode.SESSION_NOT_FOUND ? missing() : e;
        }
    }

    private static CogoException missing() {
        return new CogoException(ErrorCode.RUN_NOT_FOUND, "there is no such run");
    }
}
