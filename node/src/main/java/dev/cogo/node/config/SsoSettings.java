package dev.cogo.node.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.gateway.auth.sso.SsoConfig;
import dev.cogo.gateway.auth.sso.SsoProvider;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of single sign-on. */
final class SsoSettings {
    private SsoSettings() {}

    static SsoConfig of(Settings settings) {
        Map<String, String> issuers = pairs(settings, Setting.SSO_PROVIDERS);
        Map<String, String> clients = pairs(settings, Setting.SSO_CLIENTS);
        Map<String, String> operators = pairs(settings, Setting.SSO_OPERATORS);
        Set<String> registering = Set.copyOf(settings.list(Setting.SSO_REGISTRATION));
        checkKnown(issuers, Setting.SSO_CLIENTS, clients.keySet());
        checkKnown(issuers, Setting.SSO_OPERATORS, operators.keySet());
        checkKnown(issuers, Setting.SSO_REGISTRATION, registering);
        if (!issuers.isEmpty() && settings.optional(Setting.PUBLIC_URL).isEmpty()) {
            throw new ConfigException(Setting.PUBLIC_URL + " must be set together with " + Setting.SSO_PROVIDERS);
        }
        List<SsoProvider> providers = new ArrayList<>();
        issuers.forEach((name, issuer) -> {
            String[] client = clients.getOrDefault(name, "").split(":", 2);
            providers.add(new SsoProvider(
                    name,
                    settings.parse(
                            Setting.SSO_PROVIDERS, "must be a list of name=issuer", text -> Settings.url(issuer)),
                    decoded(client[0]),
                    client.length < 2 ? "" : decoded(client[1]),
                    Optional.ofNullable(operators.get(name)),
                    registering.contains(name)));
        });
        return new SsoConfig(
                providers,
                NodeConfig.publicUrl(settings),
                Set.copyOf(settings.list(Setting.CORS_ORIGINS)),
                settings.text(Setting.SSO_GROUPS_CLAIM),
                settings.duration(Setting.SSO_CLOCK_SKEW));
    }

    private static Map<String, String> pairs(Settings settings, Setting setting) {
        if (settings.optional(setting).isEmpty()) {
            return Map.of();
        }
        return settings.parse(setting, "must be a list of name=value, with each name once", text -> {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (String pair : settings.list(setting)) {
                String[] parts = pair.split("=", 2);
                if (parts.length < 2 || pairs.put(parts[0], parts[1]) != null) {
                    throw new IllegalArgumentException();
                }
            }
            return pairs;
        });
    }

    private static void checkKnown(Map<String, String> issuers, Setting setting, Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(issuers.keySet());
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    setting + " speaks of " + String.join(", ", unknown) + ", which SSO_PROVIDERS does not name");
        }
    }

    // Not as in forms: a + is a +.
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Setting.SSO_CLIENTS + " has a % that begins no percent-encoding");
        }
    }
}
