package dev.cogo.node.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;

/** The database, which listens on this machine's loopback only, at an address of a {@link CutNetwork}. */
final class Relay implements AutoCloseable {
    private final URI server;
    private final String host;
    private final NetClient client;
    private final NetServer listener;

    Relay(Vertx vertx, String uri, String host) {
        this.server = URI.create(uri);
        this.host = host;
        this.client = vertx.createNetClient();
        this.listener = vertx.createNetServer()
                .connectHandler(this::connect)
                .listen(0, host)
                .await();
    }

    /** The database at this end. */
    String uri() {
        return server.toString()
                .replace("@127.0.0.1:" + server.getPort() + "/", "@" + host + ":" + listener.actualPort() + "/");
    }

    private void connect(NetSocket near) {
        near.pause();
        client.connect(server.getPort(), server.getHost())
                .onSuccess(far -> {
                    near.pipeTo(far);
                    far.pipeTo(near);
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }

    @Override
    public void close() {
        listener.close().await();
        client.close().await();
    }
}
