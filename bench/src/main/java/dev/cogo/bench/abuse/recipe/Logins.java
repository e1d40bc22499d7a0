package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Password hashes without a login: one address tries passwords of many accounts. */
final class Logins implements Recipe {
    private static final int GUESSES = 250;
    private static final int ACCOUNTS = 20;

    @Override
    public Attack prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers = attacker.together(
                    GUESSES,
                    GUESSES,
                    i -> attacker.anonymous(
                            "/auth/login",
                            new JsonObject()
                                    .put("email", "nobody-" + i % ACCOUNTS + "@example.org")
                                    .put("password", "nine calm harbours")));
            Attacker.expectSome(answers, 429);
            Attacker.expectAll(answers, status -> status == 401 || status == 429 || status == 503);
        };
    }
}
