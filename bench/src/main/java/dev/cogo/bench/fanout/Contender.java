package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.List;

/** A server that fans out, seen through one of its doors. Methods block. */
interface Contender extends AutoCloseable {
    String name();

    InetSocketAddress address(int listener);

    /** @param channel any name: the same one is the same channel */
    Dialect dialect(String channel, int listener);

    Publisher publisher(SocketLoop loop, String channel);

    /** The server's own processes; those that they have started count as well. */
    List<ProcessHandle> processes();

    /** Lets go of memory that nobody needs, if the server can be told to. */
    void collectGarbage();

    @Override
    void close();
}
