package dev.cogo.gateway.limits;

import dev.cogo.runtime.network.AddressRanges;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxies are believed when they say for whom they ask. A proxy adds the address of whoever asked it behind what it was
 * told; so the way is walked back from here, as far as each stop is trusted, and what stands before that is whatever a client
 * wrote. No name is ever looked up. Immutable.
 */
public final class TrustedProxies {
    private final AddressRanges ranges;

    private TrustedProxies(AddressRanges ranges) {
        this.ranges = ranges;
    }

    /** Nobody is believed. */
    public static TrustedProxies none() {
        return parse(List.of());
    }

    /** Reads them as {@link AddressRanges#parse} does. */
    public static TrustedProxies parse(List<String> texts) {
        return new TrustedProxies(AddressRanges.parse(texts));
    }

    /** Whether an address is one of a trusted proxy. */
    public boolean contains(InetAddress address) {
        return ranges.contains(address);
    }

    /** Where a request came from. */
    public ClientAddress client(HttpServerRequest request) {
        Optional<InetAddress> peer = peer(request.remoteAddress());
        if (peer.isEmpty() || !contains(peer.get())) {
            return ClientAddress.of(peer);
        }
        List<String> listed = request.headers().getAll(Forwarded.X_FORWARDED_FOR);
        List<String> described = request.headers().getAll(Forwarded.FORWARDED);
        InetAddress byList = walk(peer.get(), Hop.ofList(listed));
        InetAddress byDescription = walk(peer.get(), Hop.ofForwarded(Forwarded.parse(described)));
        if (listed.isEmpty() || described.isEmpty() || byList.equals(byDescription)) {
            return ClientAddress.of(Optional.of(listed.isEmpty() ? byDescription : byList));
        }
        // A proxy that writes the one header passes on the other as a client sent it, and which one it writes shows
        // nowhere.
        return ClientAddress.of(peer);
    }

    /** Whether the browser's own connection is TLS, to a trusted proxy or to this server. */
    public boolean isEncrypted(HttpServerRequest request) {
        if (request.isSSL()) {
            return true;
        }
        if (peer(request.remoteAddress()).filter(this::contains).isEmpty()) {
            return false;
        }
        List<String> schemes = request.headers().getAll(Forwarded.X_FORWARDED_PROTO);
        List<String> described = request.headers().getAll(Forwarded.FORWARDED);
        Stream<String> said = schemes.isEmpty()
                ? Forwarded.parse(described).stream().flatMap(hop -> Stream.ofNullable(hop.get("proto")))
                : schemes.stream().flatMap(line -> Stream.of(line.split(",", -1)));
        return said.reduce((before, last) -> last)
                .filter(last -> last.strip().equalsIgnoreCase("https"))
                .isPresent();
    }

    /** The other end of a connection; empty for a socket of the file system. */
    public static Optional<InetAddress> peer(SocketAddress remote) {
        return Optional.ofNullable(remote).map(SocketAddress::hostAddress).flatMap(AddressRanges::literal);
    }

    /** The last stop that is no trusted proxy, or the first trusted one behind a stop that is no address. */
    private InetAddress walk(InetAddress peer, List<Optional<InetAddress>> hops) {
        InetAddress reached = peer;
        for (Optional<InetAddress> hop : new ArrayList<>(hops).reversed()) {
            if (hop.isEmpty() || !contains(reached)) {
                return reached;
            }
            reached = hop.get();
        }
        return reached;
    }
}
