package dev.cogo.bench.dialect;

import dev.cogo.bench.dialect.Dialect.Next;
import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.WebSocketConnection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A listener at whatever server: it says what the dialect has it say until it hears its channel. Used on the loop's thread only. */
public abstract class DialectListener implements FrameListener {
    private final Dialect dialect;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private @Nullable WebSocketConnection connection;

    protected DialectListener(Dialect dialect) {
        this.dialect = dialect;
    }

    /** It is of no use any more. */
    protected abstract void failed(String why);

    public final String target() {
        return dialect.target();
    }

    /** Completes when it hears the channel. */
    public final CompletableFuture<Void> listening() {
        return listening;
    }

    /** Keeps the connection open, as a client does. */
    public final void keepAlive() {
        if (connection != null) {
            dialect.keepAlive().ifPresent(connection::send);
        }
    }

    @Override
    public final void opened(WebSocketConnection opened) {
        connection = opened;
        follow(opened, dialect.opened());
    }

    // A server may write several answers into one frame, a line each.
    @Override
    public final void text(WebSocketConnection from, String text) {
        text.lines().forEach(line -> follow(from, dialect.heard(line)));
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
    public final void broken(String why) {
        listening.completeExceptionally(new IllegalStateException(why));
        failed(why);
    }
}
