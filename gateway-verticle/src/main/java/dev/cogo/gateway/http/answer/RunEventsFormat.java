package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.filter.Problem;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** The pieces under the names that they have on the session's channel; then the answer, or a problem document. */
final class RunEventsFormat implements AnswerFormat<Answer> {
    private record Begin(UUID runId, UUID questionId, int attempt) {}

    private record Piece(int index, int attempt, int offset, String text) {}

    @Override
    public Buffer piece(AnswerDelta delta) {
        Buffer piece = event(
                EventName.AI_DELTA.wireName(), new Piece(delta.index(), delta.attempt(), delta.offset(), delta.text()));
        return delta.index() > 0
                ? piece
                : event(EventName.AI_RUN.wireName(), new Begin(delta.runId(), delta.questionId(), delta.attempt()))
                        .appendBuffer(piece);
    }

    @Override
    public Buffer done(Answer whole) {
        return event(EventName.AI_DONE.wireName(), whole);
    }

    @Override
    public Buffer failed(CogoException failure) {
        return event("error", Problem.of(failure, null));
    }

    private static Buffer event(String name, Object data) {
        return Buffer.buffer("event: " + name + "\ndata: ")
                .appendBuffer(Json.buffer(data))
                .appendString("\n\n");
    }
}
