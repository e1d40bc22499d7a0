package dev.cogo.runtime.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Where the server goes because somebody gave it an address: to what the whole internet can reach, and to networks that the
 * settings name. Everything else is this machine, its neighbours or a cloud's metadata, which are not for those who may name a
 * URL. Immutable.
 */
public final class EgressPolicy {
    /** The registry of RFC 6890 of what is not globally reachable, multicast (RFC 5771), and what is reserved. */
    private static final AddressRanges NOT_PUBLIC_4 = AddressRanges.parse(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4"));
    /** All that is given out (RFC 4291, section 2.4); so neither NAT64 nor what wraps an IPv4 address. */
    private static final AddressRanges GLOBAL_6 = AddressRanges.parse(List.of("2000::/3"));
    /** Teredo and the like, documentation, 6to4: they lead to IPv4 addresses, or nowhere. */
    private static final AddressRanges NOT_PUBLIC_6 =
            AddressRanges.parse(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final AddressRanges own;

    /** @param own networks that may be reached beside the internet */
    public EgressPolicy(AddressRanges own) {
        this.own = own;
    }

    /** The internet alone. */
    public static EgressPolicy internet() {
        return new EgressPolicy(AddressRanges.parse(List.of()));
    }

    /** Whether it may be connected to. An IPv4 address in the clothes of IPv6 is an {@link Inet4Address} in Java. */
    public boolean permits(InetAddress address) {
        return own.contains(address)
                || (address instanceof Inet4Address
                        ? !NOT_PUBLIC_4.contains(address)
                        : GLOBAL_6.contains(address) && !NOT_PUBLIC_6.contains(address));
    }
}
