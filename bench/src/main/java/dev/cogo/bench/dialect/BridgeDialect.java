package dev.cogo.bench.dialect;

import dev.cogo.bench.messages.Bridge;
import java.util.Optional;

/** The frames of the event-bus bridge as the texts of a plain WebSocket. */
public record BridgeDialect(String channel, String token) implements Dialect {
    @Override
    public String target() {
        return Bridge.TARGET;
    }

    @Override
    public Next opened() {
        return new Next.Say(Bridge.register(channel, token));
    }

    @Override
    public Next heard(String text) {
        if (Bridge.isSubscribed(text)) {
            return Next.LISTENING;
        }
        return Bridge.isRefusal(text) ? new Next.Refused(text) : Next.WAIT;
    }

    @Override
    public Optional<String> keepAlive() {
        return Optional.of(Bridge.PING);
    }
}
