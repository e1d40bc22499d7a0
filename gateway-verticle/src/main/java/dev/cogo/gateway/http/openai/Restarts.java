package dev.cogo.gateway.http.openai;

import dev.cogo.gateway.http.answer.ShownText;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;

/** Texts that are begun anew: clients of these APIs can't be told to forget what they were shown. */
final class Restarts {
    private Restarts() {}

    /** Fails when a piece would take back what was shown. */
    static void check(ShownText shown, AnswerDelta delta) {
        if (shown.isTakenBackBy(delta.attempt())) {
            throw anew();
        }
    }

    /** What of the whole was not shown yet; fails likewise. */
    static String rest(ShownText shown, String whole) {
        return shown.rest(whole).orElseThrow(Restarts::anew);
    }

    private static CogoException anew() {
        return new CogoException(
                ErrorCode.UNAVAILABLE, "the answer was begun anew elsewhere; ask again, with the same message_id");
    }
}
