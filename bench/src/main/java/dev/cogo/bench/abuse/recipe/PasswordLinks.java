package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;

/** Links to choose a password that are guessed as fast as that goes, with long passwords. */
final class PasswordLinks implements Recipe {
    private static final int CLIENTS = 16;

    @Override
    public Harm prepare(Attacker attacker) {
        String password = "nine calm harbours ".repeat(50);
        return () -> attacker.flood(CLIENTS, (who, time) -> {
            var unused = attacker.anonymous(
                    "/auth/password/reset",
                    new JsonObject().put("token", "guess-" + who + "-" + time).put("password", password));
        });
    }
}
