package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Password hashes without a login: one address tries passwords of many accounts. */
final class Logins implements Recipe {
    private static final int GUESSES = 150;
    private static final int ACCOUNTS = 10;

    @Override
    public Harm prepare(Attacker attacker) {
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
            // 0: of those who wait behind themselves some give up.
            Attacker.expectAll(answers, status -> Set.of(0, 401, 429, 503).contains(status));
        };
    }
}
