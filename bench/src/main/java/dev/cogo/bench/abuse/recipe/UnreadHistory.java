package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;

/** Memory: the largest pages of a history, asked for by many who do not read them. */
final class UnreadHistory implements Recipe {
    private static final int MESSAGES = 200;
    private static final int CONNECTIONS = 300;

    @Override
    public Harm prepare(Attacker attacker) throws Exception {
        String session = attacker.session();
        attacker.fill(session, MESSAGES, i -> "x".repeat(Attacker.LONGEST_TEXT));
        String request = attacker.head("GET", "/chat/history/" + session + "?limit=" + MESSAGES);
        return new Once(() -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                attacker.say(request);
            }
        });
    }
}
