package dev.cogo.bench.dialect;

import dev.cogo.schema.json.Json;
import java.util.List;
import java.util.Optional;

/** The bridge's frames in those of SockJS: {@code o}, {@code h}, {@code a[...]} and {@code c[...]}. */
public record SockJsDialect(BridgeDialect bridge, int listener) implements Dialect {
    private static final int SERVERS = 1000;

    @Override
    public String target() {
        return "/eventbus/%03d/l%d/websocket".formatted(listener % SERVERS, listener);
    }

    @Override
    public Next opened() {
        return Next.WAIT;
    }

    @Override
    public Next heard(String text) {
        return switch (text.charAt(0)) {
            case 'o' -> wrapped(bridge.opened());
            case 'a' -> bridge.heard(unescaped(text));
            case 'c' -> new Next.Refused(text);
            default -> Next.WAIT;
        };
    }

    // The first string is enough: each of the answers that matter comes alone.
    private static String unescaped(String array) {
        return array.substring("a[\"".length()).replace("\\\"", "\"");
    }

    private static Next wrapped(Next next) {
        return next instanceof Next.Say(String text) ? new Next.Say(inArray(text)) : next;
    }

    private static String inArray(String text) {
        return Json.string(List.of(text));
    }

    @Override
    public Optional<String> keepAlive() {
        return bridge.keepAlive().map(SockJsDialect::inArray);
    }
}
