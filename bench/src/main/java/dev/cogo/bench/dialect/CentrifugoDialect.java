package dev.cogo.bench.dialect;

import java.util.Optional;

/** Centrifugo's own protocol, in JSON: connect, subscribe, and an empty object back for each ping, which is one. */
public record CentrifugoDialect(String channel) implements Dialect {
    private static final String PING = "{}";

    @Override
    public String target() {
        return "/connection/websocket";
    }

    @Override
    public Next opened() {
        return new Next.Say("{\"id\":1,\"connect\":{}}");
    }

    @Override
    public Next heard(String text) {
        if (text.equals(PING)) {
            return new Next.Say(PING);
        }
        if (text.contains("\"error\":") || text.contains("\"disconnect\":")) {
            return new Next.Refused(text);
        }
        if (text.contains("\"connect\":")) {
            return new Next.Say("{\"id\":2,\"subscribe\":{\"channel\":\"" + channel + "\"}}");
        }
        return text.contains("\"subscribe\":") ? Next.LISTENING : Next.WAIT;
    }

    @Override
    public Optional<String> keepAlive() {
        return Optional.empty();
    }
}
