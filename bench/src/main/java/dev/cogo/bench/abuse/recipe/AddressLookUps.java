package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Who has an account: many addresses are tried as members of groups. */
final class AddressLookUps implements Recipe {
    private static final int ADDRESSES = 200;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers = attacker.together(
                    ADDRESSES,
                    8,
                    i -> attacker.post(
                            "/chat/session",
                            new JsonObject()
                                    .put("kind", "group")
                                    .put("members", new JsonArray().add("nobody-" + i + "@example.org"))));
            Attacker.expectSome(answers, 429);
        };
    }
}
