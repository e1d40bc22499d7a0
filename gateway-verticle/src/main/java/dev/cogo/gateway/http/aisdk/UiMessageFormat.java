package dev.cogo.gateway.http.aisdk;

import dev.cogo.gateway.http.answer.AnswerFormat;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** An answer to who asked, as a UI message stream. For one stream and event loop. */
final class UiMessageFormat implements AnswerFormat<Answer> {
    private final UiMessageWriter writer;

    UiMessageFormat(int version) {
        this.writer = new UiMessageWriter(version);
    }

    @Override
    public void head(HttpServerResponse response) {
        response.putHeader(UiMessageWriter.HEADER, UiMessageWriter.PROTOCOL);
    }

    @Override
    public Buffer piece(AnswerDelta delta) {
        return Buffer.buffer(writer.text(delta.runId().toString(), delta.attempt(), delta.offset(), delta.text()));
    }

    @Override
    public Buffer done(Answer whole) {
        return Buffer.buffer(writer.done(whole.message()));
    }

    @Override
    public Buffer failed(CogoException failure) {
        return Buffer.buffer(writer.failed(failure));
    }
}
