package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Account;
import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Other people's peace: groups that a stranger is put into. */
final class UnwantedGroups implements Recipe {
    private static final int GROUPS = 300;

    @Override
    public Harm prepare(Attacker attacker) {
        Account stranger = attacker.stranger();
        JsonObject group = new JsonObject().put("kind", "group").put("members", new JsonArray().add(stranger.id()));
        return () -> {
            List<Answer> answers = attacker.together(GROUPS, 8, i -> attacker.post("/chat/session", group));
            Attacker.expectAll(answers, status -> status == 201 || status == 429);
            Attacker.expectSome(answers, 429);
        };
    }
}
