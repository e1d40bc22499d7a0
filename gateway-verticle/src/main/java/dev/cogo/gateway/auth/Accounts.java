package dev.cogo.gateway.auth;

import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.auth.LoginFamilies.Begun;
import dev.cogo.gateway.auth.LoginFamilies.Refresh;
import dev.cogo.gateway.auth.LoginFamily.Method;
import dev.cogo.gateway.auth.Profiles.Found;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.EraseAccount;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts and logins in the database. For virtual threads: methods wait, and throw {@link CogoException}. */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final String GUEST = "Guest";

    private final GatewayConfig config;
    private final Database database;
    private final Profiles profiles;
    private final PasswordHasher passwords;
    private final LoginFamilies families;
    private final LoginNotices notices;
    private final PersonalData personalData;
    private final AccessTokens tokens;
    private final Bus bus;
    private final PasswordRules rules = new PasswordRules();

    Accounts(
            GatewayConfig config,
            Database database,
            PasswordHasher passwords,
            LoginFamilies families,
            LoginNotices notices,
            PersonalData personalData,
            AccessTokens tokens,
            Bus bus) {
        this.config = config;
        this.database = database;
        this.profiles = new Profiles(database, config.operatorEmails());
        this.passwords = passwords;
        this.families = families;
        this.notices = notices;
        this.personalData = personalData;
        this.tokens = tokens;
        this.bus = bus;
    }

    /** Makes an account and logs it in; {@code weak_password}, {@code operator_only}, {@code email_taken}. */
    public LoggedIn register(Registration registration) {
        String email = registration.email();
        rules.check(registration.password(), email, registration.displayName());
        checkNoOperator(email, registration.operatorCode());
        String hash = passwords.hash(registration.password()).await();
        return database.transaction(transaction -> {
            Profile profile = profiles.add(
                    transaction,
                    email,
                    registration.displayName(),
                    hash,
                    registration.language(),
                    registration.metadata());
            return loggedIn(profile, begin(transaction, profile, Method.PASSWORD, registration.door()));
        });
    }

    /** Makes an account for somebody who says nothing of themselves but perhaps some metadata, and logs it in. */
    public LoggedIn registerAnonymously(JsonObject data) {
        ProfileChange wish = new ProfileChange(null, null, data);
        String name = wish.displayName() == null ? GUEST : wish.displayName();
        return database.transaction(transaction -> {
            Profile profile = profiles.add(
                    transaction, null, name, null, null, UserMetadata.none().with(data));
            return loggedIn(profile, begin(transaction, profile, Method.ANONYMOUS, LoginDoor.SUPABASE));
        });
    }

    /** Begins a login; {@code invalid_credentials} for a wrong password as for an unknown address. */
    public LoggedIn login(String email, String password, LoginDoor door) {
        Optional<Found> found = profiles.find(email);
        String hash = found.map(Found::passwordHash).orElse(null);
        boolean right = passwords.verify(password, hash).await();
        if (!right || found.isEmpty() || hash == null) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "e-mail or password is wrong");
        }
        Profile profile = found.get().profile();
        if (passwords.isOutdated(hash)) {
            profiles.rehash(profile.account().id(), passwords.hash(password).await(), hash);
        }
        return loggedIn(
                profile, database.transaction(transaction -> begin(transaction, profile, Method.PASSWORD, door)));
    }

    /** New tokens for a refresh token; {@code refresh_token_invalid}, {@code refresh_token_reused}. */
    public LoggedIn refresh(String refreshToken) {
        return switch (families.rotate(refreshToken)) {
            case Refresh.Renewed(LoginFamily family, String next) ->
                loggedIn(profile(family.userId()), new Begun(family, next));
            case Refresh.Reused(LoginFamily family) -> {
                LOG.warn("a refresh token of user {} was used again: login {} is ended", family.userId(), family.id());
                throw new CogoException(
                        ErrorCode.REFRESH_TOKEN_REUSED, "the refresh token was used before; log in again");
            }
            case Refresh.Refused() ->
                throw new CogoException(
                        ErrorCode.REFRESH_TOKEN_INVALID, "the refresh token is not valid; log in again");
        };
    }

    /** Ends the login of a refresh token; does nothing for an unknown one. */
    public void logout(String refreshToken) {
        families.endByToken(refreshToken);
    }

    /** Ends logins of whoever bears an access token. */
    public void logout(Identity who, LogoutScope scope) {
        UUID only = scope == LogoutScope.LOCAL ? who.familyId() : null;
        UUID except = scope == LogoutScope.OTHERS ? who.familyId() : null;
        notices.ended(who.userId(), LoginFamilies.end(database::query, who.userId(), only, except, "logout"));
    }

    /** The account of a valid token; {@code invalid_token} when it is gone. */
    public Account account(UUID id) {
        return profile(id).account();
    }

    /** The account of an access token; empty when it is gone, or the login has ended that the token came from. */
    public Optional<Profile> profile(Identity who) {
        return families.isOpen(who.familyId()) ? profiles.find(who.userId()).map(Found::profile) : Optional.empty();
    }

    /**
     * Changes the account; {@code operator_only} for a wrong code, or one for an address that is no operator's. An access token follows
     * with the next refresh.
     */
    public Account update(UUID id, AccountChange change) {
        String operatorEmail = change.operatorCode() == null ? null : operatorEmail(id, change.operatorCode());
        database.transaction(transaction -> {
            profiles.lock(transaction, id);
            if (change.displayName() != null) {
                profiles.setName(transaction, id, change.displayName());
            }
            if (change.language() != null) {
                profiles.setLanguage(transaction, id, change.language());
            }
            if (change.addableBy() != null) {
                profiles.setAddableBy(transaction, id, change.addableBy());
            }
            if (operatorEmail != null) {
                profiles.setOperatorCodeGiven(transaction, id, operatorEmail);
            }
            return id;
        });
        return account(id);
    }

    /** Whether this is the account's password now. */
    public boolean isPassword(UUID id, String password) {
        return passwords
                .verify(password, profiles.find(id).map(Found::passwordHash).orElse(null))
                .await();
    }

    /**
     * Changes e-mail address, password and metadata together; {@code weak_password}, {@code email_taken},
     * {@code operator_only}, {@code invalid_token} when the account is gone.
     */
    public Profile change(Identity who, ProfileChange change) {
        UUID id = who.userId();
        Account before = account(id);
        String email = change.email() == null || change.email().equals(before.email()) ? null : change.email();
        if (email != null) {
            checkNoOperator(email, null);
        }
        String hash = change.password() == null ? null : newHash(before, change.password(), email);
        List<UUID> ended = database.transaction(transaction -> {
            UserMetadata metadata = profiles.lock(transaction, id);
            if (email != null) {
                profiles.setEmail(transaction, id, email);
            }
            if (change.data() != null) {
                profiles.setMetadata(transaction, id, metadata.with(change.data()));
            }
            if (change.displayName() != null) {
                profiles.setName(transaction, id, change.displayName());
            }
            if (hash == null) {
                return List.of();
            }
            profiles.setPassword(transaction, id, hash);
            // Whoever knew the old password may be logged in with it.
            return LoginFamilies.end(transaction, id, null, who.familyId(), "password");
        });
        notices.ended(id, ended);
        return profile(id);
    }

    /**
     * Deletes an account for good: has everything of it erased, ends its logins and empties it. {@code invalid_credentials}
     * for a wrong password; an anonymous account has none to ask for.
     */
    public UUID delete(UUID id, String password) {
        Found found = profiles.find(id).orElseThrow(Profiles::gone);
        if (!found.profile().anonymous()
                && !passwords.verify(password, found.passwordHash()).await()) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "the password is wrong");
        }
        // First the row that has the rest erased, whatever becomes of this node; it empties the account too.
        bus.<Done>request(Address.ACCOUNT_ERASE, new EraseAccount(id)).await();
        personalData.forget(id);
        LOG.info("user {} has deleted their account", id);
        return id;
    }

    private Profile profile(UUID id) {
        return profiles.find(id).orElseThrow(Profiles::gone).profile();
    }

    private String newHash(Account account, String password, @Nullable String newEmail) {
        String email = newEmail == null ? account.email() : newEmail;
        rules.check(password, email, account.displayName());
        return passwords.hash(password).await();
    }

    private Begun begin(Statements transaction, Profile profile, Method method, LoginDoor door) {
        return families.begin(transaction, profile.account().id(), method, door);
    }

    private LoggedIn loggedIn(Profile profile, Begun login) {
        // Tokens count in whole seconds.
        Instant now = tokens.now().truncatedTo(ChronoUnit.SECONDS);
        return new LoggedIn(
                profile,
                tokens.issue(profile, login.family(), now),
                login.refreshToken(),
                config.accessTokenLife(),
                now.plus(config.accessTokenLife()));
    }

    private void checkNoOperator(String email, @Nullable String operatorCode) {
        if (config.operatorEmails().contains(email) && !isOperatorCode(operatorCode)) {
            throw new CogoException(
                    ErrorCode.OPERATOR_ONLY,
                    "this e-mail address is an operator's: register it with the operator code");
        }
    }

    private String operatorEmail(UUID id, String operatorCode) {
        String email = account(id).email();
        if (email == null || !profiles.isOperators(email) || !isOperatorCode(operatorCode)) {
            throw new CogoException(
                    ErrorCode.OPERATOR_ONLY, "the operator code is wrong, or this e-mail address is not an operator's");
        }
        return email;
    }

    private boolean isOperatorCode(@Nullable String code) {
        return code != null
                && MessageDigest.isEqual(
                        code.getBytes(StandardCharsets.UTF_8),
                        config.secrets().operatorCode().getBytes(StandardCharsets.UTF_8));
    }
}
