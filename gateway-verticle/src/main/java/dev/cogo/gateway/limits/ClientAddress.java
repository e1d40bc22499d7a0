package dev.cogo.gateway.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a request came from, as far as limits are concerned.
 *
 * @param key an IPv4 address, or the /64 of an IPv6 address: whoever has one address of a /64 has all of them
 */
public record ClientAddress(String key) {
    private static final int PREFIX_BYTES = 8;
    private static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    static ClientAddress of(Optional<InetAddress> found) {
        return found.map(ClientAddress::of).orElse(UNKNOWN);
    }

    public static ClientAddress of(InetAddress address) {
        return new ClientAddress(
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                        : address.getHostAddress());
    }
}
