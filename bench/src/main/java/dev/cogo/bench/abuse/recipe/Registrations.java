package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Password hashes without a login: one address makes accounts as fast as it can. */
final class Registrations implements Recipe {
    private static final int ACCOUNTS = 150;

    @Override
    public Harm prepare(Attacker attacker) {
        return () -> {
            List<Answer> answers = attacker.together(
                    ACCOUNTS,
                    ACCOUNTS,
                    i -> attacker.anonymous(
                            "/auth/register",
                            new JsonObject()
                                    .put("email", Ids.next() + "@example.org")
                                    .put("password", "nine calm harbours")));
            // 0: of those who wait behind themselves some give up.
            Attacker.expectAll(answers, status -> Set.of(0, 201, 429, 503).contains(status));
        };
    }
}
