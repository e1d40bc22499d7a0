package dev.cogo.gateway;

import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.AuthSettings;
import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.admin.RegistrationMode;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.supabase.SupabaseConfig;
import dev.cogo.gateway.tls.TlsFiles;
import dev.cogo.schema.archive.MetricsDetail;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of a gateway node.
 *
 * @param httpHost the address to listen on
 * @param httpPort 0 takes a free one
 * @param tls the certificate to serve HTTPS with; empty for HTTP
 * @param corsOrigins whose pages may call the API from a browser, such as {@code https://chat.example.com}; {@code *} for all
 * @param trustedProxies who is believed in {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code Forwarded}
 * @param operatorEmails who may archive, see analytics and announce
 * @param secrets never printed
 * @param accessTokenLife how long an access token is good for; 1 minute to 1 day
 * @param refreshTokenLife how long a login lasts without a refresh; longer than {@code accessTokenLife}
 * @param accounts the rules of accounts
 * @param maxBodyBytes the largest request body; 64 KiB to 16 MiB
 * @param limits how often clients may do what
 * @param realtime every number that bounds a realtime connection
 * @param supabase the doors for supabase-js
 * @param metrics how much is kept of what operations took
 */
public record GatewayConfig(
        String httpHost,
        int httpPort,
        Optional<TlsFiles> tls,
        Set<String> corsOrigins,
        TrustedProxies trustedProxies,
        Set<String> operatorEmails,
        GatewaySecrets secrets,
        Duration accessTokenLife,
        Duration refreshTokenLife,
        AccountsConfig accounts,
        int maxBodyBytes,
        LimitsConfig limits,
        RealtimeLimits realtime,
        SupabaseConfig supabase,
        MetricsDetail metrics) {

    private static final int MIN_BODY = 64 * 1024;
    private static final int MAX_BODY = 16 * 1024 * 1024;

    public GatewayConfig {
        if (httpHost.isBlank()) {
            throw new IllegalArgumentException("httpHost must not be blank");
        }
        if (httpPort < 0 || httpPort > 65_535) {
            throw new IllegalArgumentException("httpPort must be 0 to 65535");
        }
        corsOrigins = corsOrigins.stream().map(GatewayConfig::origin).collect(Collectors.toUnmodifiableSet());
        operatorEmails = operatorEmails.stream().map(EmailAddress::ofSetting).collect(Collectors.toUnmodifiableSet());
        if (accessTokenLife.compareTo(Duration.ofMinutes(1)) < 0 || accessTokenLife.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("accessTokenLife must be 1 minute to 1 day");
        }
        if (refreshTokenLife.compareTo(accessTokenLife) <= 0) {
            throw new IllegalArgumentException("refreshTokenLife must be longer than accessTokenLife");
        }
        if (supabase.anonymousSignIn() && accounts.registration() != RegistrationMode.OPEN) {
            throw new IllegalArgumentException(
                    "ANONYMOUS_SIGN_IN makes accounts for everybody, and REGISTRATION does not let everybody make one");
        }
        if (maxBodyBytes < MIN_BODY || maxBodyBytes > MAX_BODY) {
            throw new IllegalArgumentException("maxBodyBytes must be " + MIN_BODY + " to " + MAX_BODY);
        }
    }

    /** Whether who has signed in anonymously may ask the AI and hand tasks to agents. */
    public boolean anonymousAi() {
        return supabase.anonymousAi();
    }

    /** What of it is the accounts'. */
    AuthSettings auth() {
        return new AuthSettings(
                accounts,
                operatorEmails,
                secrets.operatorCode(),
                secrets.refreshTokenSecret(),
                accessTokenLife,
                refreshTokenLife,
                supabase.former());
    }

    /** A gateway for one machine: loopback, a free port, no foreign pages, no operators. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                Set.of(),
                TrustedProxies.none(),
                Set.of(),
                new GatewaySecrets(
                        "agent-token-for-one-machine",
                        "agent-secrets-key-for-one-machine",
                        "operator-code-for-one-machine",
                        "anon-key-secret-for-one-machine",
                        "service-key-secret-for-one-machine",
                        "refresh-token-secret-for-one-machine"),
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                AccountsConfig.defaults(),
                1024 * 1024,
                LimitsConfig.defaults(),
                RealtimeLimits.defaults(),
                SupabaseConfig.defaults(),
                MetricsDetail.MINUTE);
    }

    // RFC 6454, section 6.1: scheme, host and port, and nothing after them. Browsers write it in lower case and leave
    // out the
    // scheme's own port (Fetch Standard, origin serialization), so that is the form to compare with.
    private static String origin(String text) {
        if (text.equals("*")) {
            return text;
        }
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= 65_535) {
                boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("http") ? 80 : 443);
                return scheme + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
            }
        } catch (URISyntaxException e) {
            // falls through: the same answer as for a URL of another kind
        }
        throw new IllegalArgumentException(
                "CORS_ORIGINS: an origin must look like https://chat.example.com, not " + text);
    }
}
