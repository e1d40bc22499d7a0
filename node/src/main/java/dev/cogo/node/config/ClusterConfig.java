package dev.cogo.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node joins the cluster.
 *
 * @param host the IP address that both ports bind to
 * @param seeds members to join, as host:port
 * @param dns a name whose addresses are the members', which then all have the same ports; instead of the seeds
 * @param tls for the event bus; without it {@code host} is a private address
 */
public record ClusterConfig(
        String host, int memberPort, int busPort, List<String> seeds, Optional<String> dns, Optional<Tls> tls) {
    /** PEM files: this node's key and certificate, and the authority that signs cluster nodes and nothing else. */
    public record Tls(Path key, Path certificate, Path authority) {}

    static ClusterConfig from(Settings settings) {
        InetAddress host = resolve(settings.text(Setting.CLUSTER_HOST));
        Optional<Tls> tls = tls(settings);
        // Whoever reaches the bus port can speak as a verticle.
        if (tls.isEmpty() && !isPrivate(host)) {
            throw new ConfigException(
                    "CLUSTER_HOST " + host.getHostAddress() + " is not a private address: without CLUSTER_TLS_KEY,"
                            + " CLUSTER_TLS_CERT and CLUSTER_TLS_CA anybody could speak as a node of this cluster");
        }
        return new ClusterConfig(
                host.getHostAddress(),
                settings.port(Setting.CLUSTER_PORT),
                settings.port(Setting.CLUSTER_BUS_PORT),
                settings.list(Setting.CLUSTER_SEEDS),
                settings.optional(Setting.CLUSTER_DNS),
                tls);
    }

    private static Optional<Tls> tls(Settings settings) {
        List<Setting> all = List.of(Setting.CLUSTER_TLS_KEY, Setting.CLUSTER_TLS_CERT, Setting.CLUSTER_TLS_CA);
        if (all.stream().allMatch(setting -> settings.optional(setting).isEmpty())) {
            return Optional.empty();
        }
        for (Setting setting : all) {
            if (settings.path(setting).filter(Files::isReadable).isEmpty()) {
                throw new ConfigException(setting.name() + " must name a readable PEM file");
            }
        }
        return Optional.of(new Tls(
                settings.path(all.get(0)).orElseThrow(),
                settings.path(all.get(1)).orElseThrow(),
                settings.path(all.get(2)).orElseThrow()));
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ConfigException("CLUSTER_HOST " + host + " can't be resolved");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193
        return !address.isAnyLocalAddress()
                && (address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || uniqueLocal);
    }
}
