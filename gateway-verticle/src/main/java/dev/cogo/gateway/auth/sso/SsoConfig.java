package dev.cogo.gateway.auth.sso;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of single sign-on.
 *
 * @param providers in the order in which people see them
 * @param publicUrl how browsers reach this server, without a slash at the end
 * @param pages origins beside it whose pages people may come back to; {@code *} allows no further one
 * @param groupsClaim where providers say which groups somebody is in
 * @param clockSkew how far a provider's clock may be off; at most 10 minutes
 */
public record SsoConfig(
        List<SsoProvider> providers, String publicUrl, Set<String> pages, String groupsClaim, Duration clockSkew) {
    public SsoConfig {
        providers = List.copyOf(providers);
        pages = Set.copyOf(pages);
        if (providers.stream().map(SsoProvider::name).distinct().count() < providers.size()) {
            throw new IllegalArgumentException("SSO_PROVIDERS names a provider twice");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("SSO_CLOCK_SKEW must be 0s to 10m");
        }
    }

    public static SsoConfig none() {
        return new SsoConfig(List.of(), "http://127.0.0.1:8080", Set.of(), "groups", Duration.ofMinutes(1));
    }

    /** The origins of pages that people may come back to. */
    Set<String> origins() {
        return Stream.concat(Stream.of(origin(publicUrl)), pages.stream().filter(origin -> !"*".equals(origin)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String origin(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path);
    }
}
