package dev.cogo.node.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where HTTP is served.
 *
 * @param name a host's name or an address, without the brackets that an IPv6 address has in URLs
 */
public record HttpHost(String name) {
    /** Reads a setting, with or without brackets; throws {@link IllegalArgumentException} for what no URL can hold. */
    static HttpHost of(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        HttpHost host = new HttpHost(bracketed ? text.substring(1, text.length() - 1) : text);
        if (bracketed && !host.isIpv6()) {
            throw new IllegalArgumentException("brackets are for IPv6 addresses");
        }
        try {
            if (host.inUrl().equals(new URI("http://" + host.inUrl()).getHost())) {
                return host;
            }
        } catch (URISyntaxException e) {
            // falls through: the same answer as for a name that no URL can hold
        }
        throw new IllegalArgumentException("not a host");
    }

    /** As it stands in a URL. */
    public String inUrl() {
        return isIpv6() ? "[" + name + "]" : name;
    }

    /** A host that this machine reaches itself by: what means every address is none that can be called. */
    HttpHost reachable() {
        return name.equals("0.0.0.0") || name.equals("::") ? new HttpHost("127.0.0.1") : this;
    }

    private boolean isIpv6() {
        return name.contains(":");
    }
}
