package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Places in the queue of password hashes: one account changes its password very often at once, to weak ones too, and its address. */
final class PasswordChanges implements Recipe {
    private static final int CHANGES = 230;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers =
                    attacker.together(CHANGES, CHANGES, i -> i % 3 == 2 ? address(attacker, i) : password(attacker, i));
            Attacker.expectSome(answers, 429);
        };
    }

    private static Answer password(Attacker attacker, int i) {
        JsonObject body = new JsonObject().put("password", i % 2 == 0 ? "short" : "nine calm harbours " + i);
        return attacker.call("PUT", "/auth/v1/user", body.encode(), "apikey", attacker.anonKey());
    }

    private static Answer address(Attacker attacker, int i) {
        return attacker.post(
                "/auth/email",
                new JsonObject().put("email", "moved-" + i + "@example.org").put("currentPassword", "a guess"));
    }
}
