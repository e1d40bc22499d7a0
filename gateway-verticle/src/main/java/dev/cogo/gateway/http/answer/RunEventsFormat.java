package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.filter.Problem;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;

/**
 * The pieces under the names that they have on the session's channel; then the answer, or a problem document. Pieces may be lost on their
 * way, and an answer may be there already: what was not shown comes before the end, so the pieces are always the whole text.
 */
final class RunEventsFormat implements AnswerFormat<Answer> {
    private final ShownText shown = new ShownText();
    private int next;

    private record Begin(String runId, UUID questionId, int attempt) {}

    private record Piece(int index, int attempt, int offset, String text) {}

    @Override
    public Buffer piece(AnswerDelta delta) {
        return more(delta.runId().toString(), delta.questionId(), delta.attempt(), delta.offset(), delta.text());
    }

    @Override
    public Buffer done(Answer whole) {
        String text = whole.message().content();
        // What was shown of another attempt is no part of the answer.
        int attempt = shown.rest(text).isPresent() ? Math.max(1, shown.attempt()) : shown.attempt() + 1;
        return more(runId(whole), whole.question().id(), attempt, 0, text)
                .appendBuffer(event(EventName.AI_DONE.wireName(), whole));
    }

    @Override
    public Buffer failed(CogoException failure) {
        return event("error", Problem.of(failure, null));
    }

    private Buffer more(String runId, UUID questionId, int attempt, int offset, String text) {
        Buffer events = Buffer.buffer();
        if (shown.isBegunBy(attempt)) {
            next = 0;
            events.appendBuffer(event(EventName.AI_RUN.wireName(), new Begin(runId, questionId, attempt)));
        }
        String fresh = shown.take(attempt, offset, text);
        if (!fresh.isEmpty()) {
            Piece piece = new Piece(next++, attempt, shown.length() - fresh.length(), fresh);
            events.appendBuffer(event(EventName.AI_DELTA.wireName(), piece));
        }
        return events;
    }

    private static String runId(Answer whole) {
        Map<String, Object> metadata = whole.message().metadata();
        return metadata != null && metadata.get("ai") instanceof Map<?, ?> ai
                ? String.valueOf(ai.get("runId"))
                : whole.message().id().toString();
    }

    private static Buffer event(String name, Object data) {
        return Buffer.buffer("event: " + name + "\ndata: ")
                .appendBuffer(Json.buffer(data))
                .appendString("\n\n");
    }
}
