package dev.cogo.ai.gemini;

import dev.cogo.ai.gemini.GenerateContentResponse.Candidate;
import dev.cogo.ai.gemini.GenerateContentResponse.Content;
import dev.cogo.ai.gemini.GenerateContentResponse.Part;
import dev.cogo.ai.gemini.GenerateContentResponse.PromptFeedback;
import dev.cogo.ai.gemini.GenerateContentResponse.UsageMetadata;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code streamGenerateContent}: what an event brings is handed on at once, and the whole is put together. It is
 * also the body of an error, which has no events. Each event brings the next part of the text and the usage so far.
 */
final class StreamedResponse implements BodyCodec<Buffer>, BodyStream<Buffer> {
    private final BoundedBody body;
    private final TextSink sink;
    private final SseParser parser = new SseParser(this::event);
    private final StringBuilder text = new StringBuilder();
    private @Nullable String finishReason;
    private @Nullable PromptFeedback feedback;
    private @Nullable UsageMetadata usage;
    private boolean malformed;
    private volatile boolean begun;

    StreamedResponse(int maxBytes, TextSink sink) {
        this.body = new BoundedBody(maxBytes);
        this.sink = sink;
        sink.unwanted().onComplete(over -> unwanted());
    }

    /** Takes no further byte. */
    void stop() {
        body.stop();
    }

    /** Whether something was handed on, so that beginning anew would say it twice. */
    boolean begun() {
        return begun;
    }

    /** What has come so far, in the form of one response. */
    synchronized GenerateContentResponse soFar() {
        Candidate candidate = new Candidate(new Content(List.of(new Part(text.toString(), null))), finishReason);
        boolean none = text.isEmpty() && finishReason == null;
        return new GenerateContentResponse(none ? List.of() : List.of(candidate), feedback, usage);
    }

    /** What a body with status 200 was that has come to its end. */
    synchronized Outcome outcome() {
        if (malformed) {
            return new Outcome.BrokenOff("an event is not what the API describes", soFar());
        }
        // Without a reason the text stops anywhere: the connection went, or an event told of an error.
        return finishReason == null && feedback == null
                ? new Outcome.BrokenOff("the stream ended before the answer", soFar())
                : new Outcome.Answered(soFar());
    }

    private synchronized void event(String data) {
        GenerateContentResponse next = decoded(data);
        if (next == null || malformed) {
            malformed = true;
            return;
        }
        feedback = next.promptFeedback() == null ? feedback : next.promptFeedback();
        usage = next.usageMetadata() == null ? usage : next.usageMetadata();
        if (next.candidates() == null
                || next.candidates().isEmpty()
                || next.candidates().getFirst() == null) {
            return;
        }
        Candidate candidate = next.candidates().getFirst();
        finishReason = candidate.finishReason() == null ? finishReason : candidate.finishReason();
        String raw = CandidateReader.text(candidate);
        text.append(raw);
        if (!raw.isEmpty() && !body.stopped()) {
            begun = true;
            if (!sink.write(raw)) {
                unwanted();
            }
        }
    }

    private void unwanted() {
        stop();
        body.handle(new Unwanted());
    }

    private static @Nullable GenerateContentResponse decoded(String data) {
        try {
            return Json.decode(data.getBytes(StandardCharsets.UTF_8), GenerateContentResponse.class);
        } catch (CogoException e) {
            return null;
        }
    }

    @Override
    public BodyStream<Buffer> stream() {
        return this;
    }

    @Override
    public Future<Buffer> result() {
        return body.result();
    }

    @Override
    public Future<Void> write(Buffer data) {
        body.write(data);
        if (!body.stopped()) {
            parser.feed(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return body.end();
    }

    @Override
    public void handle(Throwable failure) {
        body.handle(failure);
    }

    @Override
    public boolean writeQueueFull() {
        return body.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    /** Nobody wants the rest. */
    static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unwanted() {
            super("nobody wants the rest", null, false, false);
        }
    }
}
