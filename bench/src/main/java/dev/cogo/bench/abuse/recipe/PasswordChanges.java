package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Places in the queue of password hashes: one account changes its password very often at once, to weak ones too. */
final class PasswordChanges implements Recipe {
    private static final int CHANGES = 230;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers = attacker.together(
                    CHANGES,
                    CHANGES,
                    i -> attacker.call(
                            "PUT",
                            "/auth/v1/user",
                            new JsonObject()
                                    .put("password", i % 2 == 0 ? "short" : "nine calm harbours " + i)
                                    .encode(),
                            "apikey",
                            attacker.anonKey()));
            Attacker.expectSome(answers, 429);
        };
    }
}
