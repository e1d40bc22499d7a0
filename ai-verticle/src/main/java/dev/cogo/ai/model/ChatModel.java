package dev.cogo.ai.model;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.TextSink;
import io.vertx.core.Future;

/** One model of one service. */
public interface ChatModel {
    /** Whose it is, such as {@code gemini}. */
    String provider();

    /** Its name there. */
    String name();

    /**
     * Makes one call and hands the answer on while it comes.
     *
     * @return never fails: what went wrong is an outcome too
     */
    Future<Outcome> ask(Prompt prompt, CallLimits limits, TextSink sink);
}
