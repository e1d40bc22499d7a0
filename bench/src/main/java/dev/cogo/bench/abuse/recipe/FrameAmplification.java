package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Bytes out for a byte in: thousands of bindings that each want the same row in another shape. */
final class FrameAmplification implements Recipe {
    private static final int SOCKETS = 2;
    private static final int TOPICS = 60;
    private static final int BINDINGS = 100;
    private static final int TEXTS = 4;

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        List<String> answers = new ArrayList<>();
        for (int s = 0; s < SOCKETS; s++) {
            LiveSocket socket = attacker.supabase();
            for (int t = 0; t < TOPICS; t++) {
                answers.add(attacker.join(socket, "" + t, "room:" + s + "-" + t, shapes(session)));
            }
        }
        return () -> {
            attacker.fill(session, TEXTS, i -> "x".repeat(Attacker.LONGEST_TEXT));
            if (answers.stream().noneMatch(answer -> answer.contains("\"status\":\"error\""))) {
                throw new IllegalStateException("all of " + answers.size() + " joins were taken");
            }
        };
    }

    private static JsonObject shapes(String session) {
        JsonArray changes = new JsonArray();
        for (int i = 0; i < BINDINGS; i++) {
            changes.add(new JsonObject()
                    .put("event", "*")
                    .put("schema", "public")
                    .put("table", "*")
                    .put("filter", "session_id=eq." + session)
                    .put("select", new JsonArray().add("content").add("x" + i)));
        }
        return new JsonObject().put("postgres_changes", changes);
    }
}
