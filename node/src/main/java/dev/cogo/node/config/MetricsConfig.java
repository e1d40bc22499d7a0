package dev.cogo.node.config;

import java.util.Optional;

/**
 * Where the metrics are shown.
 *
 * @param host the address to listen on
 */
public record MetricsConfig(String host, int port) {
    /** Empty when no port is set: then what operators are told live is measured, and nothing else. */
    static Optional<MetricsConfig> from(Settings settings) {
        String host = settings.parse(
                        Setting.METRICS_HOST,
                        "must be an address or a name, such as 127.0.0.1, ::1 or localhost",
                        HttpHost::of)
                .name();
        return settings.optional(Setting.METRICS_PORT)
                .map(set -> new MetricsConfig(host, settings.port(Setting.METRICS_PORT)));
    }
}
