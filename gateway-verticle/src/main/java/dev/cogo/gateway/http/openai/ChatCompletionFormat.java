package dev.cogo.gateway.http.openai;

import dev.cogo.gateway.http.answer.AnswerFormat;
import dev.cogo.gateway.http.answer.ShownText;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat completion in chunks (OpenAI API, "The chat completion chunk object"). For one stream and event loop. */
final class ChatCompletionFormat implements AnswerFormat<Written> {
    private final long created = Instant.now().getEpochSecond();
    private final ShownText shown = new ShownText();
    private final String model;
    private final boolean includeUsage;
    private boolean begun;

    /**
     * @param model who is asked
     * @param includeUsage whether the usage is told in a chunk of its own
     */
    ChatCompletionFormat(String model, boolean includeUsage) {
        this.model = model;
        this.includeUsage = includeUsage;
    }

    /** The whole, for who wants no stream. */
    ChatCompletion whole(Written written) {
        return ChatCompletion.whole(model, written, created);
    }

    @Override
    public Buffer piece(AnswerDelta delta) {
        Restarts.check(shown, delta);
        return text(delta.runId().toString(), shown.take(delta.attempt(), delta.offset(), delta.text()));
    }

    @Override
    public Buffer done(Written whole) {
        Buffer chunks = text(whole.id(), Restarts.rest(shown, whole.text()));
        chunks.appendBuffer(chunk(whole.id(), null, ChatCompletion.finishReason(whole), whole.metadata()));
        if (includeUsage) {
            chunks.appendBuffer(event(ChatCompletion.chunk(
                    model, whole.id(), created, List.of(), ChatCompletion.Tokens.of(whole.usage()), Map.of())));
        }
        return chunks.appendString("data: [DONE]\n\n");
    }

    @Override
    public Buffer failed(CogoException failure) {
        return event(Map.of("error", OpenAiError.of(failure))).appendString("data: [DONE]\n\n");
    }

    private Buffer text(String id, String fresh) {
        Buffer chunks = Buffer.buffer();
        if (!begun) {
            begun = true;
            chunks.appendBuffer(chunk(id, new ChatCompletion.Said("assistant", ""), null, Map.of()));
        }
        return fresh.isEmpty()
                ? chunks
                : chunks.appendBuffer(chunk(id, new ChatCompletion.Said(null, fresh), null, Map.of()));
    }

    private Buffer chunk(
            String id,
            ChatCompletion.@Nullable Said delta,
            @Nullable String finishReason,
            Map<String, String> metadata) {
        ChatCompletion.Said said = delta == null ? new ChatCompletion.Said(null, null) : delta;
        return event(ChatCompletion.chunk(
                model, id, created, List.of(new ChatCompletion.Choice(0, null, said, finishReason)), null, metadata));
    }

    private static Buffer event(Object data) {
        return Buffer.buffer("data: ").appendBuffer(Json.buffer(data)).appendString("\n\n");
    }
}
