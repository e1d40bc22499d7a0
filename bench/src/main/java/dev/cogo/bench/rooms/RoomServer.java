package dev.cogo.bench.rooms;

import dev.cogo.bench.dialect.Dialect;
import io.vertx.core.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** A server with rooms that have people. Methods but {@link #send} may block. */
interface RoomServer extends AutoCloseable {
    String name();

    InetSocketAddress address();

    /** How one of a room's people listens to it. */
    Dialect dialect(int room, int person);

    /** Sends as one of them, by a request of its own; completes when the server says that the message is stored. */
    Future<?> send(int room, int person, String text);

    /** The server's own processes, PostgreSQL not among them. */
    List<ProcessHandle> processes();

    @Override
    void close();
}
