package dev.cogo.ai.answer;

import dev.cogo.ai.answer.Summaries.Summary;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Tokens;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.ai.provider.ToolStep;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.template.Templates;
import dev.cogo.ai.tool.Toolbox;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The prompt for an answer: a template, and the end of the session's conversation up to the question. */
public final class AnswerPrompt {
    private final Templates templates;
    private final Names names;
    private final int contextTokens;
    private final Summaries summaries;

    /** @param contextTokens about how many the conversation may have; its messages are told whole or not at all, the question always */
    public AnswerPrompt(Templates templates, Names names, int contextTokens, Summaries summaries) {
        this.templates = templates;
        this.names = names;
        this.contextTokens = contextTokens;
        this.summaries = summaries;
    }

    /**
     * @param window what is told of the conversation
     * @param assistant who answers
     * @param run asks for the answer: an answer from the cache comes from the same session, and never to who asks again
     * @param tools what the model may ask for
     * @param steps what it has asked for
     */
    Prompt of(ContextWindow window, Run run, Assistant assistant, List<ToolSpec> tools, List<ToolStep> steps) {
        Templates.Told told = templates.told(Purpose.ANSWER, run.language(), assistant);
        return new Prompt(
                Purpose.ANSWER,
                run.language(),
                told.text() + (tools.isEmpty() && steps.isEmpty() ? "" : "\n\n" + Toolbox.RULES),
                window.turns(),
                run.sessionId() + "/" + assistant.id() + "/" + run.variant(),
                told.id(),
                assistant.maxOutputTokens(),
                tools,
                steps);
    }

    /**
     * What a run's model is told of the conversation. The later half of what fits stays whole when a summary is wanted, so that one
     * is made for several answers.
     *
     * @param assistant who answers: the others' messages are told as members' are
     * @param conversation messages in their order; the last one is the question
     * @param isEnd whether there are messages before them
     */
    ContextWindow window(Run run, Assistant assistant, List<Message> conversation, boolean isEnd) {
        Message question = conversation.getLast();
        if (question.deletedAt() != null) {
            throw new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the question is gone");
        }
        Speakers speakers = new Speakers(names.of(conversation), assistant, conversation);
        List<Told> all = conversation.stream()
                .flatMap(message ->
                        turn(message, speakers, assistant).map(turn -> new Told(message.seq(), turn)).stream())
                .toList();
        int room = contextTokens - all.getLast().tokens();
        Summary summary = summaries
                .of(run.sessionId())
                .filter(known -> known.upToSeq() < question.seq())
                .orElse(null);
        Told before = summary == null
                ? null
                : new Told(summary.upToSeq(), Turn.user(Speakers.labelled(Speakers.SUMMARY, summary.text())));
        if (before != null && before.tokens() > room) {
            before = null;
        }
        long upTo = before == null ? 0 : before.seq();
        room -= before == null ? 0 : before.tokens();
        int first = all.size() - 1;
        while (first > 0
                && all.get(first - 1).seq() > upTo
                && room >= all.get(first - 1).tokens()) {
            first--;
            room -= all.get(first).tokens();
        }
        boolean missing = first > 0
                ? all.get(first - 1).seq() > upTo
                : isEnd && conversation.getFirst().seq() > upTo + 1;
        int half = first + (all.size() - first) / 2 - 1;
        // A provider's conversation begins with the user.
        while (before == null && all.get(first).turn().role() == Turn.Role.MODEL) {
            first++;
        }
        List<Turn> turns = Stream.concat(Stream.ofNullable(before), all.subList(first, all.size()).stream())
                .map(Told::turn)
                .toList();
        return new ContextWindow(
                turns,
                contextTokens - room,
                contextTokens,
                before == null ? null : upTo,
                missing && half >= 0 ? all.get(half).seq() : null);
    }

    /**
     * Each message by itself, for who takes no part in the conversation; what is gone is empty.
     *
     * @param assistant whose messages are {@code [ai]}'s
     */
    public List<String> lines(List<Message> messages, Assistant assistant) {
        Speakers speakers = new Speakers(names.of(messages), assistant, messages);
        return messages.stream()
                .map(message -> turn(message, speakers, assistant)
                        .map(AnswerPrompt::line)
                        .orElse(""))
                .toList();
    }

    private static String line(Turn turn) {
        return turn.role() == Turn.Role.MODEL ? Speakers.labelled("ai", turn.text()) : turn.text();
    }

    private record Told(long seq, Turn turn) {
        int tokens() {
            return Tokens.about(turn.text());
        }
    }

    /** Has a summary made of what did not fit. */
    void remember(Run run, ContextWindow window) {
        if (window.wanted() != null) {
            summaries.want(run, window.wanted());
        }
    }

    private static Optional<Turn> turn(Message message, Speakers speakers, Assistant assistant) {
        if (message.deletedAt() != null) {
            return Optional.empty();
        }
        return switch (message.messageType()) {
            case TEXT -> Optional.of(Turn.user(speakers.line(message.userId(), message.content())));
            case AI_GREETING, AI_RESPONSE ->
                Optional.of(
                        assistant.id().equals(Speakers.author(message))
                                ? Turn.model(message.content())
                                : Turn.user(speakers.line(Speakers.author(message), message.content())));
            case AGENT_RESULT -> Optional.of(Turn.user(Speakers.agent(message.content())));
            case SYSTEM -> Optional.empty();
        };
    }
}
