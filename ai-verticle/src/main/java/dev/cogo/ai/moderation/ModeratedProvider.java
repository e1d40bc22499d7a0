package dev.cogo.ai.moderation;

import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.moderation.Verdict.Kind;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderDecorator;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.provider.Turn;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose prompts and texts somebody else has a say on. What is refused before costs nothing; a text that is refused
 * afterwards, whole or cut, may have been seen, and is a refusal like the model's own: nobody keeps it.
 */
public final class ModeratedProvider extends ProviderDecorator {
    private final ModerationClient client;
    private final Occasion occasion;

    public ModeratedProvider(Provider provider, ModerationClient client, Occasion occasion) {
        super(provider);
        this.client = client;
        this.occasion = occasion;
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        if (prompt.purpose() == Purpose.GREETING) {
            // Nobody has said anything.
            return provider.stream(prompt, sink);
        }
        // The steps of a run are for the same question.
        if (prompt.steps().isEmpty()) {
            before(prompt);
        }
        Written written = new Written(sink);
        try {
            Completion answer = provider.stream(prompt, written);
            after(prompt, answer.text(), answer.origin(), answer.usage());
            return answer;
        } catch (ProviderFailure failure) {
            if (failure.error().code() != ErrorCode.AI_REFUSED) {
                after(prompt, written.text(), failure.origin(), failure.usage());
            }
            throw failure;
        }
    }

    private void before(Prompt prompt) {
        Verdict verdict = client.judge("question", data(prompt).put("prompt", told(prompt)));
        Origin origin = Origin.of(name(), model());
        if (verdict.kind() == Kind.REFUSED) {
            throw refused("the operator of this server does not let the AI answer this", verdict, origin, null);
        } else if (verdict.kind() == Kind.UNJUDGED && !client.failsOpen()) {
            throw ProviderFailure.of(ErrorCode.AI_UNAVAILABLE, "the service that checks questions is away", origin);
        }
    }

    // Refused and not unavailable when nobody judged it: it was paid for, and must not be written once more by itself.
    private void after(Prompt prompt, String text, Origin origin, @Nullable Usage usage) {
        if (text.isBlank()) {
            return;
        }
        Verdict verdict = client.judge(
                "answer", data(prompt).put("model", origin.served()).put("text", text));
        if (verdict.kind() == Kind.REFUSED) {
            throw refused("the operator of this server does not let this answer be shown", verdict, origin, usage);
        } else if (verdict.kind() == Kind.UNJUDGED && !client.failsOpen()) {
            throw new ProviderFailure(
                    new CogoException(ErrorCode.AI_REFUSED, "the service that checks answers is away"), origin, usage);
        }
    }

    private static ProviderFailure refused(String what, Verdict verdict, Origin origin, @Nullable Usage usage) {
        String detail = verdict.reason() == null ? what : what + ": " + verdict.reason();
        return new ProviderFailure(new CogoException(ErrorCode.AI_REFUSED, detail), origin, usage);
    }

    private JsonObject data(Prompt prompt) {
        return new JsonObject()
                .put("userId", occasion.userId().toString())
                .put("sessionId", id(occasion.sessionId()))
                .put("runId", id(occasion.jobId()))
                .put(
                        "assistant",
                        occasion.assistant() == null
                                ? null
                                : occasion.assistant().handle())
                .put("purpose", prompt.purpose().wireName())
                .put("language", prompt.language());
    }

    private static @Nullable String id(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static JsonObject told(Prompt prompt) {
        JsonArray turns = new JsonArray();
        for (Turn turn : prompt.turns()) {
            turns.add(new JsonObject()
                    .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                    .put("text", turn.text()));
        }
        return new JsonObject().put("system", prompt.system()).put("turns", turns);
    }

    /** Remembers what was written: of an answer that breaks off nobody else knows. */
    private static final class Written implements TextSink {
        private final TextSink sink;
        private final StringBuilder text = new StringBuilder();

        private Written(TextSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean write(String piece) {
            synchronized (this) {
                text.append(piece);
            }
            return sink.write(piece);
        }

        @Override
        public Future<Void> unwanted() {
            return sink.unwanted();
        }

        private synchronized String text() {
            return text.toString();
        }
    }
}
