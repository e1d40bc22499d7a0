package dev.cogo.ai.completion;

import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.template.Templates;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.schema.ai.CompletionTurn;
import dev.cogo.schema.ai.RequestCompletion;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.ai.WrittenText;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The next turn of a conversation that a program keeps itself. Nobody else ever reads it, so it is no run: it ends when the program
 * leaves. Budgets, ledger and places are those of all calls. Make it on the verticle's context.
 */
public final class CompletionService {
    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final Assistants assistants;
    private final LanguageChoice languages;
    private final Ledger ledger;
    private final Capacity capacity;
    private final Templates templates;

    public CompletionService(
            Vertx vertx,
            Bus bus,
            Assistants assistants,
            LanguageChoice languages,
            Ledger ledger,
            Capacity capacity,
            Templates templates) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = bus;
        this.assistants = assistants;
        this.languages = languages;
        this.ledger = ledger;
        this.capacity = capacity;
        this.templates = templates;
    }

    /**
     * Writes the turn.
     *
     * @throws CogoException {@code assistant_not_found}, {@code overloaded}, what a {@link dev.cogo.ai.provider.Provider} fails with
     */
    public WrittenText complete(RequestCompletion request) {
        return capacity.run(() -> write(request));
    }

    private WrittenText write(RequestCompletion request) {
        Assistant assistant = assistants.anywhere(request.assistant());
        ProgramStream stream = new ProgramStream(vertx, context, bus, request.streamTo());
        try {
            Completion whole = ledger.stream(
                    prompt(request, assistant), new Occasion(null, null, request.userId(), assistant), stream);
            return written(stream, whole.origin(), whole.truncated(), whole.usage());
        } catch (ProviderFailure failure) {
            if (stream.cut() == Cut.LENGTH && failure.error().code() != ErrorCode.AI_REFUSED) {
                return written(stream, failure.origin(), true, failure.usage());
            }
            throw failure.error();
        } finally {
            stream.close();
        }
    }

    private static WrittenText written(ProgramStream stream, Origin origin, boolean truncated, @Nullable Usage usage) {
        if (stream.text().isEmpty()) {
            throw new CogoException(ErrorCode.AI_FAILED, "the AI provider gave no usable answer");
        }
        return new WrittenText(stream.text(), origin.served(), origin.provider(), truncated, usage);
    }

    private Prompt prompt(RequestCompletion request, Assistant assistant) {
        String language =
                languages.choose(request.userId(), null, assistant.language(), null, request.acceptLanguage());
        Templates.Told told = templates.told(Purpose.COMPLETION, language, assistant);
        return new Prompt(
                Purpose.COMPLETION,
                language,
                request.system() == null ? told.text() : told.text() + "\n\n" + request.system(),
                request.turns().stream().map(CompletionService::turn).toList(),
                null,
                told.id(),
                least(request.maxTokens(), assistant.maxOutputTokens()));
    }

    private static @Nullable Integer least(@Nullable Integer one, @Nullable Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.min(one, other));
    }

    private static Turn turn(CompletionTurn turn) {
        return turn.byModel() ? Turn.model(turn.text()) : Turn.user(turn.text());
    }
}
