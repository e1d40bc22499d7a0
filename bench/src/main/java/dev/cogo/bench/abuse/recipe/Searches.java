package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import java.util.List;

/** Places among the searches that run: many at once over many own long messages. */
final class Searches implements Recipe {
    private static final int MESSAGES = 100;
    private static final int SEARCHES = 60;

    @Override
    public Harm prepare(Attacker attacker) throws Exception {
        String session = attacker.session();
        attacker.fill(session, MESSAGES, i -> Attacker.longText());
        return () -> {
            List<Answer> answers =
                    attacker.together(SEARCHES, SEARCHES, i -> attacker.get("/chat/search?limit=50&q=w" + (10 + i)));
            Attacker.expectAll(answers, status -> status == 200 || status == 429 || status == 503);
        };
    }
}
