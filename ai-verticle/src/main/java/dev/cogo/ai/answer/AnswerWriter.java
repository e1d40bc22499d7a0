package dev.cogo.ai.answer;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.run.RunQueue;
import dev.cogo.ai.run.Runs;
import dev.cogo.ai.tool.ToolRun;
import dev.cogo.ai.tool.ToolRuns;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a run: from the question in the session to the answer in the session. It may be made twice, by two nodes even: the
 * answer's {@code clientMessageId} is the run's, so the session gets one answer and both workers are given the same. What was written
 * of an answer that breaks off, or that somebody ends, is an answer too, and says so.
 */
final class AnswerWriter {
    private final ChatClient chat;
    private final Assistants assistants;
    private final Ledger ledger;
    private final Runs runs;
    private final RunQueue queue;
    private final Runnable nudge;
    private final AnswerListener listener;
    private final ActiveRuns active;
    private final RunConfig config;
    private final AnswerPrompt prompts;
    private final int contextMessages;
    private final ToolRuns tools;

    /** @param nudge says that a run is due */
    AnswerWriter(
            ChatClient chat,
            Assistants assistants,
            Ledger ledger,
            Runs runs,
            RunQueue queue,
            Runnable nudge,
            AnswerListener listener,
            ActiveRuns active,
            RunConfig config,
            AnswerPrompt prompts,
            int contextMessages,
            ToolRuns tools) {
        this.chat = chat;
        this.assistants = assistants;
        this.ledger = ledger;
        this.runs = runs;
        this.queue = queue;
        this.nudge = nudge;
        this.listener = listener;
        this.active = active;
        this.config = config;
        this.prompts = prompts;
        this.contextMessages = contextMessages;
        this.tools = tools;
    }

    /**
     * The answer to a run's question. The lease is renewed until the work ends. What to do with the run on a failure is the caller's to
     * decide; {@link #end} gives it up.
     *
     * @return the answer's message; empty when the run waits for a person's word, and is nobody's until then
     * @throws CogoException among others {@code run_cancelled} when somebody ended it before anything was written: it is over then
     */
    Optional<Message> answer(Lease<Run> lease) {
        // Whoever began it so often never came to an end: it may be what killed them.
        if (lease.row().tries() > config.attempts()) {
            throw new CogoException(
                    ErrorCode.AI_FAILED, "the AI could not answer in %d attempts".formatted(config.attempts()));
        }
        try {
            Attempt attempt = attempt(lease);
            while (attempt.next() != null) {
                attempt = attempt(attempt.next());
            }
            return Optional.ofNullable(attempt.answer());
        } finally {
            lease.forget();
        }
    }

    /**
     * What became of an attempt.
     *
     * @param answer null when the run waits for a person's word, or goes on
     * @param next the run as it goes on, because its author has written more
     */
    private record Attempt(
            @Nullable Message answer, @Nullable Lease<Run> next) {}

    private Attempt attempt(Lease<Run> lease) {
        Run run = lease.row();
        Assistant assistant = assistants.inSession(run.sessionId(), run.assistantId());
        RunStream stream = active.open(run, assistant.card());
        try {
            List<Message> conversation = conversation(run);
            ContextWindow window = prompts.window(run, assistant, conversation, conversation.size() >= contextMessages);
            ToolRun calls = tools.of(lease, assistant.tools(), stream.unwanted());
            Optional<Written> written = write(run, assistant, window, stream, calls);
            active.close(run, stream);
            if (stream.cut() == Cut.STEERED) {
                return new Attempt(null, runs.steered(lease).orElseThrow(AnswerWriter::lost));
            } else if (written.isEmpty()) {
                calls.park();
                over(run);
                // Somebody may have had a word, or have ended it, just before.
                nudge.run();
                return new Attempt(null, null);
            }
            boolean last = run.trigger() == null || written.get().cut() == Cut.CANCELLED || runs.seal(lease);
            Optional<Lease<Run>> next = last ? Optional.empty() : runs.steered(lease);
            if (next.isPresent()) {
                return new Attempt(null, next.get());
            }
            Message answer = post(run, assistant, conversation.getLast(), window, written.get());
            stream.taken().await();
            return new Attempt(answer, null);
        } catch (CogoException failure) {
            if (failure.code() == ErrorCode.RUN_CANCELLED) {
                active.close(run, stream);
                end(lease, RunStatus.CANCELLED, failure.code());
            }
            throw failure;
        } finally {
            active.close(run, stream);
        }
    }

    private static CogoException lost() {
        return new CogoException(ErrorCode.UNAVAILABLE, "another worker has the run");
    }

    /** Ends a run that has no answer. */
    void end(Lease<Run> lease, RunStatus status, ErrorCode why) {
        end(lease, status, why, true);
    }

    /** Ends a run that has no answer, and tells the session of it or not. */
    void end(Lease<Run> lease, RunStatus status, ErrorCode why, boolean tell) {
        Run run = lease.row();
        runs.end(lease, status, why);
        tools.close(run.id());
        if (tell) {
            active.events().done(run, status, why, null);
        }
        over(run);
    }

    private void over(Run run) {
        if (queue.wake(run)) {
            nudge.run();
        }
    }

    private List<Message> conversation(Run run) {
        long last = run.steeredSeq() == null ? run.questionSeq() : run.steeredSeq();
        List<Message> conversation = new ArrayList<>(chat.upTo(run.userId(), run.sessionId(), last, contextMessages));
        // What was written to steer it may be gone again.
        while (!conversation.isEmpty()
                && conversation.getLast().seq() > run.questionSeq()
                && !asks(run, conversation)) {
            conversation.removeLast();
        }
        if (conversation.isEmpty() || conversation.getLast().seq() < run.questionSeq()) {
            throw new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the question is gone");
        }
        return run.trigger() == null ? conversation : withLateAnswers(run, conversation);
    }

    private static boolean asks(Run run, List<Message> conversation) {
        Message last = conversation.getLast();
        return last.deletedAt() == null
                && last.messageType() == MessageType.TEXT
                && run.userId().equals(last.userId());
    }

    // A message that waited for its turn was written before the answers to those ahead of it.
    private List<Message> withLateAnswers(Run run, List<Message> conversation) {
        Set<UUID> before = conversation.stream().map(Message::id).collect(Collectors.toSet());
        before.remove(run.questionId());
        before.remove(conversation.getLast().id());
        List<Message> all = new ArrayList<>(conversation);
        chat.after(run.userId(), run.sessionId(), conversation.getLast().seq(), 2 * config.maxInSession()).stream()
                .filter(message ->
                        message.messageType() == MessageType.AI_RESPONSE && before.contains(message.replyTo()))
                .forEach(answer -> all.add(all.size() - 1, answer));
        return all;
    }

    /** @param cut why it is not whole; null when it is */
    private record Written(Completion completion, @Nullable Cut cut) {}

    /** Empty when a person is to be asked first. */
    private Optional<Written> write(
            Run run, Assistant assistant, ContextWindow window, RunStream stream, ToolRun calls) {
        stream.write(calls.text());
        while (stream.cut() != Cut.STEERED) {
            boolean settled = calls.settle();
            if (stream.cut() != null) {
                return Optional.of(cutOff(run, stream));
            } else if (!settled) {
                return Optional.empty();
            }
            Optional<Written> written = step(run, assistant, window, stream, calls);
            if (written.isPresent()) {
                return written;
            }
        }
        return Optional.empty();
    }

    private Written cutOff(Run run, RunStream stream) {
        if (stream.text().isEmpty()) {
            throw cancelled();
        }
        Origin origin = Origin.of("tools", "tools");
        return new Written(new Completion(stream.text(), run.language(), origin, null, true, false), stream.cut());
    }

    /** Asks the model once; empty when it wants tools called. */
    private Optional<Written> step(
            Run run, Assistant assistant, ContextWindow window, RunStream stream, ToolRun calls) {
        try {
            stream.steerable(run.trigger() != null && calls.steps().isEmpty());
            Completion completion = ledger.stream(
                    prompts.of(window, run, assistant, calls.tools(), calls.steps()),
                    new Occasion(run.id(), run.sessionId(), run.userId(), assistant),
                    stream);
            if (!completion.calls().isEmpty()) {
                calls.add(completion);
                stream.write(completion.text().isEmpty() ? "" : "\n\n");
                return Optional.empty();
            }
            if (stream.text().isEmpty()) {
                throw new CogoException(ErrorCode.AI_FAILED, "the AI provider gave no usable answer");
            }
            // What the members heard is what is stored.
            return Optional.of(new Written(completion.with(stream.text()), completion.truncated() ? Cut.LENGTH : null));
        } catch (ProviderFailure failure) {
            Cut cut = stream.cut();
            String text = stream.text();
            if (cut == Cut.STEERED) {
                return Optional.empty();
            }
            // What is refused is not kept, whoever ended it.
            if (failure.error().code() == ErrorCode.AI_REFUSED || cut == null && text.isEmpty()) {
                throw failure.error();
            } else if (text.isEmpty()) {
                throw cancelled();
            }
            return Optional.of(new Written(
                    new Completion(text, run.language(), failure.origin(), failure.usage(), true, false),
                    cut == null ? Cut.INTERRUPTED : cut));
        } finally {
            stream.steerable(false);
        }
    }

    private static CogoException cancelled() {
        return new CogoException(ErrorCode.RUN_CANCELLED, "somebody cancelled the answer before it began");
    }

    private Message post(Run run, Assistant assistant, Message question, ContextWindow window, Written written) {
        Cut cut = written.cut();
        Message answer = chat.post(
                run.sessionId(),
                MessageType.AI_RESPONSE,
                new NewMessage(
                        written.completion().text(),
                        "ai:" + run.id(),
                        run.questionId(),
                        AnswerMetadata.of(written.completion(), assistant, run, cut, window.gauge())),
                new PostMessage.By(assistant.id(), run.userId(), run.depth()));
        runs.done(run.id(), answer.seq(), cut);
        tools.close(run.id());
        active.events().done(run, cut == Cut.CANCELLED ? RunStatus.CANCELLED : RunStatus.DONE, null, answer.id());
        over(run);
        prompts.remember(run, window);
        if (cut == null) {
            listener.answered(run, question, answer);
        }
        return answer;
    }
}
