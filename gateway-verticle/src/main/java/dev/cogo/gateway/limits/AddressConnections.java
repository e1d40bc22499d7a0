package dev.cogo.gateway.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;

/**
 * How many connections of one kind each client address has to this node, and how many of them have not said yet whose they are.
 * Thread-safe.
 */
public final class AddressConnections {
    private final TrustedProxies proxies;
    private final UUID secret = UUID.randomUUID();
    private final Counts<ClientAddress> open;
    private final Counts<ClientAddress> silent;

    public AddressConnections(TrustedProxies proxies, LimitsConfig.Address config) {
        this.proxies = proxies;
        this.open = new Counts<>(config.connections());
        this.silent = new Counts<>(config.silentConnections());
    }

    /** A name for the address of a request's client, as long as this lives, which says nothing of the address. */
    public UUID pseudonym(HttpServerRequest request) {
        return UUID.nameUUIDFromBytes((secret + proxies.client(request).key()).getBytes(UTF_8));
    }

    /** Counts the connection of a request's client, silent for now; empty, and not counted, when there are too many. */
    public Optional<Seat> enter(HttpServerRequest request) {
        return enter(proxies.client(request));
    }

    /** Counts a TCP connection, likewise. A trusted proxy's are everybody's, and are not counted. */
    public Optional<Seat> enter(SocketAddress remote) {
        return enter(TrustedProxies.peer(remote));
    }

    /** Counts a TCP connection of an address, likewise. */
    public Optional<Seat> enter(InetAddress peer) {
        return enter(Optional.of(peer));
    }

    private Optional<Seat> enter(Optional<InetAddress> peer) {
        return peer.filter(proxies::contains).isPresent()
                ? Optional.of(new Seat(Optional.empty()))
                : enter(ClientAddress.of(peer));
    }

    private Optional<Seat> enter(ClientAddress from) {
        if (!open.enter(from)) {
            return Optional.empty();
        }
        if (!silent.enter(from)) {
            open.leave(from);
            return Optional.empty();
        }
        return Optional.of(new Seat(Optional.of(from)));
    }

    /** How many addresses have connections. */
    public int size() {
        return open.size();
    }

    /** A connection that is counted. For one thread; each method does its work once. */
    public final class Seat {
        private Optional<ClientAddress> silentFrom;
        private Optional<ClientAddress> openFrom;

        private Seat(Optional<ClientAddress> from) {
            this.silentFrom = from;
            this.openFrom = from;
        }

        /** It has said whose it is. */
        public void spoke() {
            silentFrom.ifPresent(silent::leave);
            silentFrom = Optional.empty();
        }

        /** It has ended. */
        public void left() {
            spoke();
            openFrom.ifPresent(open::leave);
            openFrom = Optional.empty();
        }
    }
}
