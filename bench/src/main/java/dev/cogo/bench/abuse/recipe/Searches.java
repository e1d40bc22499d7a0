package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import java.util.List;

/**
 * Places among the searches that run, and reads without an end: many at once over many own long messages, by words and with patterns
 * that none of them matches.
 */
final class Searches implements Recipe {
    private static final int MESSAGES = 100;
    private static final int SEARCHES = 60;
    private static final int READS = 30;

    @Override
    public Harm prepare(Attacker attacker) throws Exception {
        String session = attacker.session();
        attacker.fill(session, MESSAGES, i -> Attacker.longText());
        return () -> {
            List<Answer> answers =
                    attacker.together(SEARCHES, SEARCHES, i -> attacker.get("/chat/search?limit=50&q=w" + (10 + i)));
            Attacker.expectAll(answers, status -> status == 200 || status == 429 || status == 503);
            String rows = "/rest/v1/chat_messages_realtime?session_id=eq." + session + "&apikey=" + attacker.anonKey()
                    + "&content=like." + "*w".repeat(8) + "*q";
            List<Answer> tables = attacker.together(READS, READS, i -> attacker.get(rows));
            Attacker.expectAll(tables, status -> status == 200 || status == 400 || status == 429 || status == 503);
        };
    }
}
