package dev.cogo.ai.greeting;

import dev.cogo.ai.answer.AnswerMetadata;
import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.template.Templates;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import org.jspecify.annotations.Nullable;

/** Greets a user, in a session or outside. Each request to a session makes a message there: a greeting is not repeatable. */
public final class GreetingService {
    private final ChatClient chat;
    private final Assistants assistants;
    private final LanguageChoice languages;
    private final Ledger ledger;
    private final Capacity capacity;
    private final Templates templates;

    public GreetingService(
            ChatClient chat,
            Assistants assistants,
            LanguageChoice languages,
            Ledger ledger,
            Capacity capacity,
            Templates templates) {
        this.chat = chat;
        this.assistants = assistants;
        this.languages = languages;
        this.ledger = ledger;
        this.capacity = capacity;
        this.templates = templates;
    }

    /**
     * Writes the greeting.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code ai_not_in_session}, {@code assistant_not_found},
     *     {@code overloaded},
     *     and what a {@link dev.cogo.ai.provider.Provider} fails with
     */
    public Greeting greet(RequestGreeting request) {
        return capacity.run(() -> greetNow(request));
    }

    private Greeting greetNow(RequestGreeting request) {
        String sessionLanguage = request.sessionId() == null
                ? null
                : chat.aiAccess(request.userId(), request.sessionId()).language();
        Assistant assistant = request.sessionId() == null
                ? assistants.anywhere(null)
                : assistants.ofSession(request.sessionId(), null);
        String language = languages.choose(
                request.userId(), request.language(), assistant.language(), sessionLanguage, request.acceptLanguage());
        Completion greeting = ledger.complete(
                GreetingPrompt.in(language, templates, assistant),
                new Occasion(null, request.sessionId(), request.userId(), assistant));
        return new Greeting(
                greeting.text(),
                greeting.language(),
                greeting.model(),
                greeting.origin().provider(),
                greeting.cached(),
                post(request, greeting, assistant));
    }

    private @Nullable Message post(RequestGreeting request, Completion greeting, Assistant assistant) {
        return request.sessionId() == null
                ? null
                : chat.post(
                        request.sessionId(),
                        MessageType.AI_GREETING,
                        new NewMessage(
                                greeting.text(),
                                "greeting:" + Ids.next(),
                                null,
                                AnswerMetadata.of(greeting, assistant)),
                        new PostMessage.By(assistant.id(), request.userId(), PostMessage.MAX_DEPTH));
    }
}
