package dev.cogo.bench.dialect;

import java.util.Optional;

/** Socket.IO protocol 5 in Engine.IO protocol 4: a text begins with a digit for each of them. */
public record SocketIoDialect(String id) implements Dialect {
    @Override
    public String target() {
        return "/socket.io/?EIO=4&transport=websocket&id=" + id;
    }

    @Override
    public Next opened() {
        return Next.WAIT;
    }

    @Override
    public Next heard(String text) {
        if (text.startsWith("0")) {
            return new Next.Say("40");
        } else if (text.startsWith("40")) {
            return Next.LISTENING;
        }
        return text.equals("2") ? new Next.Say("3") : new Next.Refused(text);
    }

    // The server asks, and gets its answer above.
    @Override
    public Optional<String> keepAlive() {
        return Optional.empty();
    }
}
