package dev.cogo.runtime.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Keeps requests to URLs that somebody gave from going where no outsider may: the name is resolved here, and the connection goes
 * to the very address that was looked at, so that a name that leads elsewhere a moment later is none the wiser. Whoever uses it
 * follows no redirects.
 */
public final class EgressFilter {
    private final Vertx vertx;
    private final EgressPolicy policy;

    public EgressFilter(Vertx vertx, EgressPolicy policy) {
        this.vertx = vertx;
        this.policy = policy;
    }

    /**
     * Binds a request to an address that its host has and that may be connected to; the host stays what the other side is asked
     * for, and by TLS.
     *
     * @return fails with {@link EgressRefusedException} when there is none, or with what kept the name from being resolved
     */
    public Future<RequestOptions> bind(RequestOptions request) {
        String host = request.getHost();
        int port = request.getPort();
        // Not ordered: a name that takes long does not keep the others waiting.
        return vertx.executeBlocking(() -> InetAddress.getAllByName(host), false)
                .map(addresses -> Arrays.stream(addresses)
                        .filter(policy::permits)
                        .findFirst()
                        .orElseThrow(() -> new EgressRefusedException(host)))
                .map(address ->
                        request.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port))));
    }
}
