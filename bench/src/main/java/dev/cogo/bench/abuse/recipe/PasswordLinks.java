package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;

/** Links to choose a password, with long passwords, and codes to log in with, that are guessed as fast as that goes. */
final class PasswordLinks implements Recipe {
    private static final int CLIENTS = 16;

    @Override
    public Harm prepare(Attacker attacker) {
        String password = "nine calm harbours ".repeat(50);
        return () -> attacker.flood(CLIENTS, (who, time) -> {
            var unused = who % 2 == 0
                    ? attacker.anonymous(
                            "/auth/password/reset",
                            new JsonObject()
                                    .put("token", "guess-" + who + "-" + time)
                                    .put("password", password))
                    : code(attacker, who);
        });
    }

    private static Answer code(Attacker attacker, int who) {
        JsonObject guess = new JsonObject()
                .put("type", "email")
                .put("email", "guess-" + who + "@example.org")
                .put("token", "123456");
        return attacker.call("POST", "/auth/v1/verify", guess.encode(), "apikey", attacker.anonKey());
    }
}
