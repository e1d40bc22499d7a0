package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;

/** Memory before a request is one: heads that are too long, and heads and bodies that never end. */
record UnfinishedRequests(Kind kind) implements Recipe {
    private static final int CONNECTIONS = 200;
    private static final int BYTES = 60_000;

    enum Kind {
        LONG("too long heads"),
        ENDLESS("heads without an end"),
        HUNGRY("bodies without an end");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    @Override
    public String title() {
        return kind.title;
    }

    @Override
    public Harm prepare(Attacker attacker) {
        String long1 = "X-Long: " + "x".repeat(BYTES);
        String text = switch (kind) {
            case LONG -> attacker.head("GET", "/auth/me", long1);
            case ENDLESS -> "GET /auth/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + "x".repeat(4000);
            case HUNGRY ->
                attacker.head("POST", "/chat/message", "Content-Type: application/json", "Content-Length: 100000")
                        + "{\"content\":\"" + "x".repeat(90_000);
        };
        return new Once(() -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                try {
                    var unused = attacker.say(text);
                } catch (IllegalStateException e) {
                    // refused, as it may be
                }
            }
        });
    }
}
