package dev.cogo.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The form in which a client of another door expects the answer of a {@link TranslatedRequest}, with status 200. */
@FunctionalInterface
public interface AnswerForm {
    /** The key of {@link #of}; private to this type's two methods. */
    String KEY = "cogo.answerForm";

    /** What goes out, given the answer as JSON. */
    Buffer around(Buffer answer);

    /** From here on the request's answer is wanted in this form, and whole, whatever the client accepts beside. */
    default void use(RoutingContext context) {
        context.put(KEY, this);
    }

    /** The form that was chosen; null for the API's own. */
    static @Nullable AnswerForm of(RoutingContext context) {
        return context.get(KEY);
    }
}
