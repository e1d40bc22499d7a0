package dev.cogo.gateway.limits;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request came from, as far as limits are concerned.
 *
 * @param key an IPv4 address, or the /64 of an IPv6 address: whoever has one address of a /64 has all of them
 */
public record ClientAddress(String key) {
    private static final int PREFIX_BYTES = 8;
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String UNKNOWN = "unknown";

    /**
     * The address of the connection's other end or, when headers of proxies are to be believed, the last one of
     * {@code X-Forwarded-For}: the one that our own proxy has put there. Those before it are whatever the client wrote.
     */
    public static ClientAddress of(HttpServerRequest request, boolean trustForwardedHeaders) {
        String forwarded = trustForwardedHeaders ? request.getHeader(FORWARDED_FOR) : null;
        if (forwarded != null) {
            return new ClientAddress(
                    key(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()));
        }
        SocketAddress remote = request.remoteAddress();
        return new ClientAddress(remote == null || remote.hostAddress() == null ? UNKNOWN : key(remote.hostAddress()));
    }

    private static String key(String host) {
        // Only literals: a name would be looked up, and block.
        if (!host.contains(":") && !host.matches("[0-9.]+")) {
            return UNKNOWN;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
