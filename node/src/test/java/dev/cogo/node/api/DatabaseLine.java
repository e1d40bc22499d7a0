package dev.cogo.node.api;

import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line between the node and its database, which can be cut. */
final class DatabaseLine {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final DatabaseConfig database;
    private final URI server;
    private final NetClient client;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private NetServer listener;
    private final int port;

    DatabaseLine(Vertx vertx, DatabaseConfig database) {
        this.vertx = vertx;
        this.database = database;
        this.server = URI.create(database.uri());
        this.client = vertx.createNetClient();
        this.listener = listen(0);
        this.port = listener.actualPort();
    }

    /** The same database at this end of the line. */
    DatabaseConfig database() {
        String here = database.uri().replace(":" + server.getPort() + "/", ":" + port + "/");
        return new DatabaseConfig(here, database.maxConnections());
    }

    void cut() {
        listener.close().await();
        Future.join(List.copyOf(open).stream().map(NetSocket::close).toList()).await();
    }

    void mend() {
        listener = listen(port);
    }

    private NetServer listen(int at) {
        return vertx.createNetServer()
                .connectHandler(this::connect)
                .listen(at, HOST)
                .await();
    }

    private void connect(NetSocket near) {
        open.add(near);
        near.pause();
        client.connect(server.getPort(), server.getHost())
                .onSuccess(far -> {
                    near.closeHandler(closed -> {
                        open.remove(near);
                        far.close();
                    });
                    far.closeHandler(closed -> near.close());
                    near.handler(far::write);
                    far.handler(near::write);
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }
}
