package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.Dialect.Next;
import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.WebSocketConnection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One of an {@link Audience}. */
final class Listener implements FrameListener {
    private final Audience audience;
    private final int index;
    private final Dialect dialect;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private @Nullable WebSocketConnection connection;
    private int position;

    Listener(Audience audience, int index, Dialect dialect) {
        this.audience = audience;
        this.index = index;
        this.dialect = dialect;
    }

    String target() {
        return dialect.target();
    }

    /** Completes when it hears the channel. */
    CompletableFuture<Void> listening() {
        return listening;
    }

    /** How many messages it has heard. */
    int position() {
        return position;
    }

    void keepAlive() {
        if (connection != null) {
            dialect.keepAlive().ifPresent(connection::send);
        }
    }

    @Override
    public void opened(WebSocketConnection opened) {
        connection = opened;
        follow(opened, dialect.opened());
    }

    @Override
    public void text(WebSocketConnection from, String text) {
        follow(from, dialect.heard(text));
    }

    private void follow(WebSocketConnection to, Next next) {
        switch (next) {
            case Next.Wait() -> {}
            case Next.Say(String text) -> to.send(text);
            case Next.Listening() -> listening.complete(null);
            case Next.Refused(String text) -> broken(text);
        }
    }

    @Override
    public void message(Marked message) {
        audience.hears(index, position++, message);
    }

    @Override
    public void broken(String why) {
        String what = "listener %d: %s".formatted(index, why);
        listening.completeExceptionally(new IllegalStateException(what));
        audience.fail(what);
    }
}
