package dev.cogo.node.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where spans go.
 *
 * @param collector what takes OTLP over HTTP, at {@code /v1/traces} below it
 * @param headers for it; never printed
 * @param ratio which part of all traces is sent, 0 to 1
 */
public record TracesConfig(URI collector, Map<String, String> headers, double ratio) {
    /** Empty when no collector is set: then no spans are made. */
    static Optional<TracesConfig> from(Settings settings) {
        Map<String, String> headers =
                settings.parse(Setting.OTLP_HEADERS, "must be a list of name=value", text -> headers(settings));
        double ratio = settings.parse(Setting.TRACE_RATIO, "must be a number from 0 to 1", TracesConfig::ratio);
        return settings.optional(Setting.OTLP_URL)
                .map(set -> new TracesConfig(settings.url(Setting.OTLP_URL), headers, ratio));
    }

    private static Map<String, String> headers(Settings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : settings.list(Setting.OTLP_HEADERS)) {
            String[] parts = header.split("=", 2);
            if (parts.length < 2 || !parts[0].matches("[A-Za-z0-9-]{1,64}")) {
                throw new IllegalArgumentException();
            }
            headers.put(parts[0], URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static double ratio(String text) {
        double ratio = Double.parseDouble(text);
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException();
        }
        return ratio;
    }

    @Override
    public String toString() {
        return "spans to " + collector.getHost();
    }
}
