package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;

/** Logins that are refreshed as fast as that goes, half of them with nonsense. */
final class Refreshes implements Recipe {
    private static final int CLIENTS = 16;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> attacker.flood(CLIENTS, (who, time) -> {
            String token = who % 2 == 0 ? attacker.account().refreshToken() : "nonsense-" + time;
            var unused = attacker.anonymous("/auth/refresh", new JsonObject().put("refreshToken", token));
        });
    }
}
