package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import java.util.List;

/** The stack: JSON that is nested very deeply, in bodies and in frames. */
final class DeepJson implements Recipe {
    private static final int DEPTH = 30_000;
    private static final int CLIENTS = 4;
    private static final String DEEP = "[".repeat(DEPTH) + "]".repeat(DEPTH);

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        String message = "{\"sessionId\":\"" + session + "\",\"content\":\"x\",\"metadata\":{\"a\":" + DEEP + "}}";
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"start_task\",\"arguments\":{\"params\":"
                        + DEEP + "}}}";
        String frame =
                "{\"type\":\"send\",\"address\":\"chat.message.send\",\"replyAddress\":\"r\",\"body\":" + message + "}";
        String join = "[\"1\",\"1\",\"realtime:chat_session_" + session + "\",\"phx_join\",{\"config\":" + DEEP + "}]";
        return () -> {
            try (LiveSocket bus = attacker.bus();
                    LiveSocket supabase = attacker.supabase()) {
                bus.send(frame);
                supabase.send(join);
            } catch (IllegalStateException e) {
                // closed, as it may be
            }
            List<Answer> answers = attacker.together(
                    CLIENTS,
                    CLIENTS,
                    i -> i % 2 == 0 ? attacker.post("/chat/message", message) : attacker.post("/mcp", call));
            Attacker.expectAll(answers, status -> status == 400 || status == 413);
        };
    }
}
