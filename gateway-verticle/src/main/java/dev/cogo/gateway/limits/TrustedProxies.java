package dev.cogo.gateway.limits;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxies are believed when they say for whom they ask. A proxy adds the address of whoever asked it behind what it was
 * told; so the way is walked back from here, as far as each stop is trusted, and what stands before that is whatever a client
 * wrote. No name is ever looked up. Immutable.
 */
public final class TrustedProxies {
    private static final Map<String, List<String>> NAMED = Map.of(
            "loopback", List.of("127.0.0.0/8", "::1/128"),
            // RFC 1918 and RFC 4193.
            "private", List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
            "link-local", List.of("169.254.0.0/16", "fe80::/10"));

    private final List<IpSubnetFilterRule> ranges;

    private TrustedProxies(List<IpSubnetFilterRule> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Nobody is believed. */
    public static TrustedProxies none() {
        return new TrustedProxies(List.of());
    }

    /**
     * Reads addresses, ranges such as {@code 10.1.0.0/16} and {@code 2001:db8::/32}, and the names {@code loopback}, {@code
     * private} and {@code link-local}; throws {@link IllegalArgumentException} for anything else.
     */
    public static TrustedProxies parse(List<String> texts) {
        return new TrustedProxies(texts.stream()
                .flatMap(text -> NAMED.getOrDefault(text, List.of(text)).stream())
                .map(TrustedProxies::range)
                .toList());
    }

    private static IpSubnetFilterRule range(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Hop.literal(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(text + " is neither an address nor a range"));
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(text + " must have a prefix of 0 to " + bits);
        }
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    /** Whether an address is one of a trusted proxy. */
    public boolean contains(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return ranges.stream().anyMatch(range -> range.matches(socket));
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
        return Optional.ofNullable(remote).map(SocketAddress::hostAddress).flatMap(Hop::literal);
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
