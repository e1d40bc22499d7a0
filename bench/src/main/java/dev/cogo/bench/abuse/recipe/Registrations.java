package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Password hashes without a login: one address makes accounts as fast as it can. */
final class Registrations implements Recipe {
    private static final int ACCOUNTS = 250;

    @Override
    public Attack prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers = attacker.together(
                    ACCOUNTS,
                    ACCOUNTS,
                    i -> attacker.anonymous(
                            "/auth/register",
                            new JsonObject()
                                    .put("email", Ids.next() + "@example.org")
                                    .put("password", "nine calm harbours")));
            Attacker.expectAll(answers, status -> status == 201 || status == 429 || status == 503);
        };
    }
}
