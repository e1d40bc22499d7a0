package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Time on the event loops: bodies that are wrong in very many places. */
final class RefusedBodies implements Recipe {
    private static final int CLIENTS = 6;
    private static final String ZEROS = "[" + String.join(",", Collections.nCopies(470_000, "0")) + "]";

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        String mentions = "{\"sessionId\":\"" + session + "\",\"content\":\"x\",\"mentions\":" + ZEROS + "}";
        String members = "{\"kind\":\"group\",\"members\":" + ZEROS + "}";
        JsonObject fields =
                new JsonObject(IntStream.range(0, 90_000).boxed().collect(Collectors.toMap(i -> "f" + i, i -> 0)));
        return () -> {
            List<Answer> answers = attacker.together(CLIENTS, CLIENTS, i -> switch (i % 3) {
                case 0 -> attacker.post("/chat/message", mentions);
                case 1 -> attacker.post("/chat/session", members);
                default -> attacker.anonymous("/auth/login", fields);
            });
            Attacker.expectAll(answers, status -> status == 400 || status == 413 || status == 0);
        };
    }
}
