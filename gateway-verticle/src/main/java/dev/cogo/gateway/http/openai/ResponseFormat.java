package dev.cogo.gateway.http.openai;

import dev.cogo.gateway.http.answer.AnswerFormat;
import dev.cogo.gateway.http.answer.ShownText;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** A response in named events (OpenAI API, "Streaming events"). For one stream and event loop. */
final class ResponseFormat implements AnswerFormat<Written> {
    private final ResponseRequest request;
    private final long created = Instant.now().getEpochSecond();
    private final ShownText shown = new ShownText();
    private int number;
    private boolean begun;

    ResponseFormat(ResponseRequest request) {
        this.request = request;
    }

    /** The whole, for who wants no stream. */
    Response whole(Written written) {
        return Response.whole(written, created, request);
    }

    @Override
    public Buffer piece(AnswerDelta delta) {
        Restarts.check(shown, delta);
        return text(delta.runId().toString(), shown.take(delta.attempt(), delta.offset(), delta.text()));
    }

    @Override
    public Buffer done(Written whole) {
        String id = whole.id();
        Response response = whole(whole);
        Buffer events = text(id, Restarts.rest(shown, whole.text()));
        return events.appendBuffer(event(ResponseEvent.text(number++, id, whole.text())))
                .appendBuffer(event(
                        ResponseEvent.of("response.content_part.done", number++, id, Response.Part.of(whole.text()))))
                .appendBuffer(event(ResponseEvent.of(
                        "response.output_item.done", number++, response.output().getFirst())))
                .appendBuffer(event(ResponseEvent.of("response." + response.status(), number++, response)));
    }

    @Override
    public Buffer failed(CogoException failure) {
        return event(ResponseEvent.error(number++, OpenAiError.of(failure)));
    }

    private Buffer text(String id, String fresh) {
        Buffer events = begun ? Buffer.buffer() : begin(id);
        return fresh.isEmpty() ? events : events.appendBuffer(event(ResponseEvent.delta(number++, id, fresh)));
    }

    private Buffer begin(String id) {
        begun = true;
        Response response = Response.begun(id, created, request, Response.IN_PROGRESS, null);
        return event(ResponseEvent.of("response.created", number++, response))
                .appendBuffer(event(ResponseEvent.of("response.in_progress", number++, response)))
                .appendBuffer(event(ResponseEvent.of(
                        "response.output_item.added", number++, Response.Item.of(id, Response.IN_PROGRESS, List.of()))))
                .appendBuffer(
                        event(ResponseEvent.of("response.content_part.added", number++, id, Response.Part.of(""))));
    }

    private static Buffer event(ResponseEvent event) {
        return Buffer.buffer("event: " + event.type() + "\ndata: ")
                .appendBuffer(Json.buffer(event))
                .appendString("\n\n");
    }
}
