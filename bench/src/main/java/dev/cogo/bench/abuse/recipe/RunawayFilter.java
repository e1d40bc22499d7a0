package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;

/** Time on the event loops: row filters with many wildcards, and texts that nearly match them. */
final class RunawayFilter implements Recipe {
    private static final int SOCKETS = 4;
    private static final int TEXTS = 20;

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        JsonObject change = new JsonObject()
                .put("event", "INSERT")
                .put("schema", "public")
                .put("table", "chat_messages_realtime")
                .put("filter", "content=like." + "%a".repeat(8) + "%b");
        JsonObject config = new JsonObject().put("postgres_changes", new JsonArray().add(change));
        IntStream.range(0, SOCKETS).forEach(i -> {
            LiveSocket socket = attacker.supabase();
            // Whether it is taken or refused is no matter.
            String unused = attacker.join(socket, "1", "chat_session_" + session, config);
        });
        return () -> attacker.fill(session, TEXTS, i -> "a".repeat(Attacker.LONGEST_TEXT));
    }
}
