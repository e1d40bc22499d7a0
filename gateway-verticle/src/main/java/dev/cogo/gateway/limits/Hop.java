package dev.cogo.gateway.limits;

import dev.cogo.runtime.network.AddressRanges;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The stops of a request's way as proxies note them, first to last; empty for one that is no address. */
final class Hop {
    private Hop() {}

    /** The lines of {@code X-Forwarded-For}: several are one list (RFC 9110, section 5.3). */
    static List<Optional<InetAddress>> ofList(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(Hop::address)
                .toList();
    }

    /** The {@code for} of each element of {@code Forwarded}. */
    static List<Optional<InetAddress>> ofForwarded(List<Map<String, String>> elements) {
        return elements.stream()
                .map(element -> address(element.getOrDefault("for", "unknown")))
                .toList();
    }

    /** A node of RFC 7239, section 6: an address, perhaps with a port; empty for {@code unknown} and names that hide one. */
    private static Optional<InetAddress> address(String node) {
        String text = node.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 || !isPort(text.substring(end + 1))
                    ? Optional.empty()
                    : AddressRanges.literal(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        if (hasPort) {
            return isPort(text.substring(colon)) ? AddressRanges.literal(text.substring(0, colon)) : Optional.empty();
        }
        return AddressRanges.literal(text);
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || (text.charAt(0) == ':' && text.length() > 1);
    }
}
