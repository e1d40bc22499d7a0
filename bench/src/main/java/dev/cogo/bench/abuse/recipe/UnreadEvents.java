package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.LiveSocket;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.bench.messages.Bridge;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Memory: listeners behind one of the doors who do not read, while long messages come. */
record UnreadEvents(Door door) implements Recipe {
    private static final int LISTENERS = 40;
    private static final int TEXTS = 60;

    enum Door {
        BUS,
        SUPABASE,
        EVENT_STREAM
    }

    @Override
    public String title() {
        return "unread events, " + door.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Harm prepare(Attacker attacker) {
        String session = attacker.session();
        for (int i = 0; i < LISTENERS; i++) {
            switch (door) {
                case BUS -> {
                    LiveSocket socket = attacker.bus();
                    String unused = socket.ask(Bridge.register(Bridge.channel(session)), "subscribed");
                    socket.stopReading();
                }
                case SUPABASE -> {
                    LiveSocket socket = attacker.supabase();
                    String unused = attacker.join(socket, "1", Bridge.channel(session), new JsonObject());
                    socket.stopReading();
                }
                case EVENT_STREAM ->
                    attacker.say(
                            attacker.head("GET", "/chat/session/" + session + "/events", "Accept: text/event-stream"));
            }
        }
        return () -> attacker.fill(session, TEXTS, i -> "x".repeat(Attacker.LONGEST_TEXT));
    }
}
