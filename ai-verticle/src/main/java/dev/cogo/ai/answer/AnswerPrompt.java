package dev.cogo.ai.answer;

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

/** The prompt for an answer: a template, and the end of the session's conversation up to the question. */
public final class AnswerPrompt {
    private final Templates templates;
    private final Names names;
    private final int contextTokens;

    /** @param contextTokens about how many the conversation may have; its messages are told whole or not at all, the question always */
    public AnswerPrompt(Templates templates, Names names, int contextTokens) {
        this.templates = templates;
        this.names = names;
        this.contextTokens = contextTokens;
    }

    /**
     * @param conversation messages in seq order; the last one is the question
     * @param assistant who answers: the others' messages are told as members' are
     * @param run asks for the answer: an answer from the cache comes from the same session, and never to who asks again
     * @param tools what the model may ask for
     * @param steps what it has asked for
     */
    Prompt of(List<Message> conversation, Run run, Assistant assistant, List<ToolSpec> tools, List<ToolStep> steps) {
        Templates.Told told = templates.told(Purpose.ANSWER, run.language(), assistant);
        return new Prompt(
                Purpose.ANSWER,
                run.language(),
                told.text() + (tools.isEmpty() && steps.isEmpty() ? "" : "\n\n" + Toolbox.RULES),
                turns(conversation, assistant),
                run.sessionId() + "/" + assistant.id() + "/" + run.variant(),
                told.id(),
                assistant.maxOutputTokens(),
                tools,
                steps);
    }

    private List<Turn> turns(List<Message> conversation, Assistant assistant) {
        if (conversation.getLast().deletedAt() != null) {
            throw new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the question is gone");
        }
        Speakers speakers = new Speakers(names.of(conversation), assistant, conversation);
        List<Turn> all = conversation.stream()
                .flatMap(message -> turn(message, speakers, assistant).stream())
                .toList();
        int room = contextTokens - Tokens.about(all.getLast().text());
        int first = all.size() - 1;
        while (first > 0 && room >= Tokens.about(all.get(first - 1).text())) {
            first--;
            room -= Tokens.about(all.get(first).text());
        }
        // A provider's conversation begins with the user.
        while (all.get(first).role() == Turn.Role.MODEL) {
            first++;
        }
        return all.subList(first, all.size());
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
