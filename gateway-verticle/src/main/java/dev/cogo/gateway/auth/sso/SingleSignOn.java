package dev.cogo.gateway.auth.sso;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.login.CodeChallenge;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.gateway.auth.login.ReturnPages;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a login: a page {@link #begin begins} it with a challenge (RFC 7636), the browser goes to the provider and {@link #finish
 * comes back}, the page is called again with a code of ours and exchanges it, with the challenge's verifier, for tokens. So neither a
 * stolen address nor a page that somebody else began logs anybody in. For one virtual-thread verticle.
 */
public final class SingleSignOn {
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<String, OpenIdProvider> providers = new LinkedHashMap<>();
    private final ReturnPages pages;
    private final SsoStates states;
    private final SsoAccounts accounts;
    private final SsoCodes codes;
    private final LoginNotices notices;
    private final AuditLog audit;

    private SingleSignOn(
            Vertx vertx,
            SsoConfig config,
            String secret,
            SsoAccounts accounts,
            SsoCodes codes,
            LoginNotices notices,
            AuditLog audit) {
        ProviderCalls calls = new ProviderCalls(vertx);
        config.providers()
                .forEach(
                        provider -> providers.put(provider.name(), new OpenIdProvider(vertx, calls, provider, config)));
        this.pages = new ReturnPages(config.origins());
        this.states = new SsoStates(secret);
        this.accounts = accounts;
        this.codes = codes;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * The way to the configured providers.
     *
     * @param secret signs what the browser carries
     * @param mayRegister whether {@code REGISTRATION} lets who has an address make an account
     */
    public static SingleSignOn create(
            Vertx vertx,
            SsoConfig config,
            String secret,
            Database database,
            Profiles profiles,
            LoginNotices notices,
            AuditLog audit,
            Predicate<String> mayRegister) {
        return new SingleSignOn(
                vertx,
                config,
                secret,
                new SsoAccounts(database, profiles, notices, audit, mayRegister),
                new SsoCodes(database),
                notices,
                audit);
    }

    /** The codes that browsers come back with. */
    public SsoCodes codes() {
        return codes;
    }

    /**
     * Where a browser goes to log in.
     *
     * @param redirectTo the page that it comes back to, of this server's or an allowed origin
     * @param challenge of the page that begins, of the method S256
     * @throws CogoException {@code sso_provider_not_found}, {@code invalid_request}, {@code sso_failed}
     */
    public String begin(String name, String redirectTo, String challenge, LoginDoor door) {
        OpenIdProvider provider = provider(name);
        if (!CodeChallenge.isWellFormed(challenge)) {
            throw CogoException.invalid(
                    "a code challenge of the method S256 is needed: tokens are not put into addresses");
        }
        if (!pages.contains(redirectTo)) {
            throw CogoException.invalid(
                    "people come back to pages of PUBLIC_URL and CORS_ORIGINS alone: " + List.copyOf(pages.origins()));
        }
        Instant until = Instant.now().plus(PATIENCE);
        SsoState state = new SsoState(name, RandomToken.next(), redirectTo, challenge, door, until);
        return provider.authorization(
                states.seal(state), states.nonce(state), CodeChallenge.of(states.verifier(state)));
    }

    /**
     * What comes of somebody whom a provider has sent back: the page's address, with a {@code code}, or with an {@code error} that says
     * why there is none.
     *
     * @param code of the provider; null when it refuses
     * @param error why; null when it does not refuse
     * @param from the network address, for the security log
     * @throws CogoException {@code invalid_request} for a state that is not ours, as then there is no page to go back to
     */
    public String finish(String sealed, @Nullable String code, @Nullable String error, String from) {
        SsoState state = states.open(sealed);
        try {
            if (code == null) {
                LOG.info("the provider {} sends somebody back without a code", state.provider());
                throw new CogoException(
                        ErrorCode.SSO_FAILED,
                        "access_denied".equals(error) ? "the provider was told no" : "the provider refused");
            }
            OpenIdProvider provider = provider(state.provider());
            SsoClaims claims = provider.exchange(code, states.verifier(state), states.nonce(state));
            return with(
                    state.redirectTo(),
                    "code",
                    codes.create(
                            accounts.of(provider.provider(), claims), state.provider(), claims, state.challenge()));
        } catch (CogoException e) {
            audit.write(AuditEntry.refused(AuditEvent.LOGIN, e.code())
                    .with("provider", state.provider())
                    .address(from));
            String page = with(state.redirectTo(), "error", oauthError(e.code()));
            return with(
                    with(page, "error_code", e.code().wireName()), "error_description", String.valueOf(e.getMessage()));
        }
    }

    /** Ends the logins that a provider's logout token speaks of; {@code sso_failed} for a token that is none. */
    public void backChannelLogout(String name, String token) {
        OpenIdProvider.Ended ended = provider(name).ended(token);
        codes.end(name, ended).forEach((user, logins) -> notices.ended(user, logins, "sso"));
    }

    private OpenIdProvider provider(String name) {
        OpenIdProvider provider = providers.get(name);
        if (provider == null) {
            throw new CogoException(ErrorCode.SSO_PROVIDER_NOT_FOUND, "there is no provider of this name");
        }
        return provider;
    }

    private static String oauthError(ErrorCode code) {
        return code == ErrorCode.SSO_FAILED || code.httpStatus() >= 500 ? "server_error" : "access_denied";
    }

    private static String with(String url, String name, String value) {
        int hash = url.indexOf('#');
        String page = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash);
        return page + (page.contains("?") ? "&" : "?") + name + "=" + URLEncoder.encode(value, UTF_8) + fragment;
    }
}
