package dev.cogo.gateway.supabase.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.LoggedIn;
import dev.cogo.gateway.auth.login.ReturnPages;
import dev.cogo.gateway.auth.mail.SmtpConfig;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where people land who have followed a link of a mail: a page of this server's or an allowed origin. */
final class LandingPages {
    private final AccountsConfig config;
    private final Set<String> origins;

    /** @param origins of pages beside this server's own; {@code *} allows no further one */
    LandingPages(AccountsConfig config, Set<String> origins) {
        this.config = config;
        this.origins = origins.stream().filter(origin -> !"*".equals(origin)).collect(Collectors.toUnmodifiableSet());
    }

    /** How people reach this server. */
    String base(Supplier<String> asked) {
        return config.smtp().map(SmtpConfig::publicUrl).orElseGet(asked);
    }

    /** The page that a client wishes, or else this server's first. */
    String of(@Nullable String wished, Supplier<String> asked) {
        String base = base(asked);
        boolean may = wished != null
                && (new ReturnPages(origins).contains(wished)
                        || new ReturnPages(Set.of(origin(base))).contains(wished));
        return may ? wished : base + "/";
    }

    private static String origin(String url) {
        int path = url.indexOf('/', url.indexOf("://") + "://".length());
        return path < 0 ? url : url.substring(0, path);
    }

    /** A page with a login in its fragment, which goes to no server: for a page that has not asked by a challenge. */
    static String withLogin(String page, LoggedIn login, String type) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("access_token", login.accessToken());
        fields.put("expires_at", String.valueOf(login.expiresAt().getEpochSecond()));
        fields.put("expires_in", String.valueOf(login.life().toSeconds()));
        fields.put("refresh_token", login.refreshToken());
        fields.put("token_type", "bearer");
        fields.put("type", type);
        return withoutFragment(page) + "#" + form(fields);
    }

    /** A page with a code that it exchanges. */
    static String withCode(String page, String code) {
        String bare = withoutFragment(page);
        return bare + (bare.contains("?") ? "&" : "?") + form(Map.of("code", code));
    }

    /** A page that is told why nobody is logged in. */
    static String withError(String page, AuthError error) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", "access_denied");
        fields.put("error_code", error.code());
        fields.put("error_description", error.message());
        return withoutFragment(page) + "#" + form(fields);
    }

    private static String withoutFragment(String page) {
        int hash = page.indexOf('#');
        return hash < 0 ? page : page.substring(0, hash);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
