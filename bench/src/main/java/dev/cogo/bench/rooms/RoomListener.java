package dev.cogo.bench.rooms;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.Dialect.Next;
import dev.cogo.bench.socket.FrameListener;
import dev.cogo.bench.socket.WebSocketConnection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** One person in one room. Used on the loop's thread only. */
final class RoomListener implements FrameListener {
    private final int person;
    private final Dialect dialect;
    private final ObjIntConsumer<Marked> ear;
    private final Consumer<String> failed;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private @Nullable WebSocketConnection connection;
    private long lastSeq = -1;

    /**
     * @param person the number in the room
     * @param ear is told of each message and who heard it
     */
    RoomListener(int person, Dialect dialect, ObjIntConsumer<Marked> ear, Consumer<String> failed) {
        this.person = person;
        this.dialect = dialect;
        this.ear = ear;
        this.failed = failed;
    }

    String target() {
        return dialect.target();
    }

    /** Completes when it hears the room. */
    CompletableFuture<Void> listening() {
        return listening;
    }

    /** Keeps the connection open, as a client does. */
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

    // A server may write several answers into one frame, a line each.
    @Override
    public void text(WebSocketConnection from, String text) {
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
    public void message(Marked message) {
        long seq = message.seq();
        if (lastSeq >= 0 && seq != lastSeq + 1) {
            failed.accept("seq " + seq + " came after seq " + lastSeq);
        }
        lastSeq = seq;
        ear.accept(message, person);
    }

    @Override
    public void broken(String why) {
        listening.completeExceptionally(new IllegalStateException(why));
        failed.accept(why);
    }
}
