package dev.cogo.gateway.http.answer;

import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * How one kind of client is told of one text of the AI while it is written, as server-sent events (HTML Standard, section 9.2). Keeps
 * what the client was shown; for one stream and event loop. What can't be told throws, and {@link #failed} says so.
 *
 * @param <T> what the AI gives in the end
 */
public interface AnswerFormat<T> {
    /** Sets headers of this kind of client, before anything is written. */
    default void head(HttpServerResponse response) {}

    /** The next piece; empty when it says nothing new. */
    Buffer piece(AnswerDelta delta);

    /** The end of a text that there is. */
    Buffer done(T whole);

    /** The end without a text, or with half of it. */
    Buffer failed(CogoException failure);
}
