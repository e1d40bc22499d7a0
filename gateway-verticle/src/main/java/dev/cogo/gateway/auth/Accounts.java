package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.AccountChange;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.ProfileChange;
import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.account.Profiles.Found;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.account.UserMetadata;
import dev.cogo.gateway.auth.admin.AuditTrail;
import dev.cogo.gateway.auth.admin.RegistrationInvites;
import dev.cogo.gateway.auth.admin.UserAdministration;
import dev.cogo.gateway.auth.code.CodePurpose;
import dev.cogo.gateway.auth.code.LoginCodes;
import dev.cogo.gateway.auth.code.LoginCodes.Proved;
import dev.cogo.gateway.auth.former.FormerLogins;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginFamilies.Begun;
import dev.cogo.gateway.auth.login.LoginFamilies.Refresh;
import dev.cogo.gateway.auth.login.LoginFamily;
import dev.cogo.gateway.auth.login.LoginFamily.Method;
import dev.cogo.gateway.auth.login.LoginList;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.auth.mail.Mails;
import dev.cogo.gateway.auth.password.HashTurn;
import dev.cogo.gateway.auth.password.PasswordHasher;
import dev.cogo.gateway.auth.password.PasswordRules;
import dev.cogo.gateway.auth.sso.SingleSignOn;
import dev.cogo.gateway.auth.sso.SsoCodes;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.auth.token.ApiTokenForm;
import dev.cogo.gateway.auth.token.ApiTokens;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Language;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accounts and logins in the database. For virtual threads: methods wait, and throw {@link CogoException}. */
public final class Accounts {
    /** The login of what servers do, which is nobody's. */
    private static final UUID SERVERS = new UUID(0, 0);

    private static final String GUEST = "Guest";

    private final AuthSettings settings;
    private final Database database;
    private final Profiles profiles;
    private final PasswordHasher passwords;
    private final LoginFamilies families;
    private final AccessTokens tokens;
    private final AuditLog audit;
    private final PasswordRules rules;
    private final OperatorAddresses operators;
    private final CredentialChanges credentials;
    private final LoginList logins;
    private final RegistrationInvites invites;
    private final UserAdministration users;
    private final AuditTrail trail;
    private final ApiTokens apiTokens;
    private final SingleSignOn sso;
    private final FormerLogins formerLogins;
    private final CodeLogins codeLogins;

    Accounts(
            AuthSettings settings,
            Database database,
            PasswordHasher passwords,
            PasswordRules rules,
            LoginFamilies families,
            LoginNotices notices,
            PersonalData personalData,
            AccessTokens tokens,
            SingleSignOn sso,
            FormerLogins formerLogins,
            Bus bus,
            AuditLog audit) {
        this.settings = settings;
        this.sso = sso;
        this.formerLogins = formerLogins;
        this.database = database;
        this.profiles = new Profiles(database, settings.operatorEmails());
        this.codeLogins = new CodeLogins(
                database,
                profiles,
                passwords,
                rules,
                families,
                notices,
                new LoginCodes(database, settings.refreshTokenSecret()));
        this.passwords = passwords;
        this.families = families;
        this.tokens = tokens;
        this.audit = audit;
        this.rules = rules;
        this.operators = new OperatorAddresses(settings.operatorEmails(), settings.operatorCode());
        this.credentials = new CredentialChanges(
                database,
                profiles,
                passwords,
                rules,
                operators,
                families,
                notices,
                personalData,
                bus,
                settings.accounts().smtp().isPresent());
        this.invites = new RegistrationInvites(database, settings.accounts().registration());
        this.trail = new AuditTrail(database);
        this.users = new UserAdministration(database, settings.operatorEmails(), notices::ended);
        this.apiTokens = new ApiTokens(database, new ApiTokenForm(settings.refreshTokenSecret()), notices);
        this.logins = new LoginList(database, settings.accounts().loginLife(), notices);
    }

    /**
     * Has a link to choose a password mailed to the user of an address, or to who may have an account by it; nobody is told which,
     * or that there is neither.
     *
     * @param language of who has no account yet; null when it is not known
     * @throws CogoException {@code mail_off} where no mail is sent
     */
    public void forgotPassword(String email, @Nullable String language) {
        if (settings.accounts().smtp().isEmpty()) {
            throw new CogoException(
                    ErrorCode.MAIL_OFF, "this server sends no mail: ask an operator for a link to choose a password");
        }
        Mails.reset(database, email);
        if (settings.accounts().isMadeByMail(email)) {
            Mails.join(database, email, Language.normalise(language));
        }
    }

    /** What users do with address, password and the account itself. */
    public CredentialChanges credentials() {
        return credentials;
    }

    /** A page of people's accounts, newest first, and how many there are. */
    public PeoplePage people(long offset, int limit) {
        return new PeoplePage(profiles.page(offset, limit), profiles.count());
    }

    /** A part of the accounts of people. */
    public record PeoplePage(List<Found> items, long all) {}

    /** One of them; {@code user_not_found}. */
    public Found person(UUID id) {
        users.checkPerson(id);
        return profiles.find(id).orElseThrow(Profiles::gone);
    }

    /** A person for whom a server that may is acting: in the chat, not with the account; {@code user_not_found}, {@code account_disabled}. */
    public Identity actingFor(UUID id) {
        Found found = person(id);
        if (found.disabled()) {
            throw LoginFamilies.disabled();
        }
        Account account = found.profile().account();
        String email = account.email();
        return new Identity(
                id,
                email == null ? "" : email,
                account.displayName(),
                false,
                tokens.now().plus(settings.accessTokenLife()),
                SERVERS,
                EnumSet.complementOf(EnumSet.of(Scope.ACCOUNT)));
    }

    /** What operators do with accounts. */
    public UserAdministration users() {
        return users;
    }

    /** The security log's rows. */
    public AuditTrail auditTrail() {
        return trail;
    }

    /** The tokens of service users. */
    public ApiTokens apiTokens() {
        return apiTokens;
    }

    /** The invites to register. */
    public RegistrationInvites invites() {
        return invites;
    }

    /** The way to providers of single sign-on, and back. */
    public SingleSignOn sso() {
        return sso;
    }

    /** Logins by codes. */
    public CodeLogins codeLogins() {
        return codeLogins;
    }

    /** Fails with {@code email_taken}. */
    public void checkFree(String email) {
        profiles.checkFree(email);
    }

    /** Begins the login of who has typed a code; {@code invalid_credentials}, {@code account_disabled}. */
    public LoggedIn loginByCode(String email, String digits, Set<CodePurpose> purposes, Origin origin) {
        return came(codeLogins.codes().take(email, digits, purposes).orElseThrow(CodeLogins::invalid), origin);
    }

    /** The same by what the link has. */
    public LoggedIn loginByCodeLink(String token, Origin origin) {
        return came(codeLogins.codes().take(token).orElseThrow(CodeLogins::invalid), origin);
    }

    /** Begins the login of a page whose user has followed a link; {@code sso_code_invalid} for another page. */
    public LoggedIn loginByExchange(String code, String verifier, Origin origin) {
        return came(
                codeLogins
                        .codes()
                        .exchange(code, verifier)
                        .orElseThrow(() -> new CogoException(
                                ErrorCode.SSO_CODE_INVALID,
                                "the code was used, is too old, or is another page's: log in again")),
                origin);
    }

    /** What comes of a link that was followed. */
    public sealed interface FollowedLink {
        /** The page that asked for it exchanges this. */
        record Exchange(String code) implements FollowedLink {
            /** Without the code. */
            @Override
            public String toString() {
                return "Exchange[hidden]";
            }
        }

        /** Whoever has it is logged in. */
        record Login(LoggedIn login, String type) implements FollowedLink {}
    }

    /** Uses a link up; {@code invalid_credentials}, {@code account_disabled}. */
    public FollowedLink followCodeLink(String token, Origin origin) {
        Proved proved = codeLogins.codes().take(token).orElseThrow(CodeLogins::invalid);
        return proved.challenge() == null
                ? new FollowedLink.Login(came(proved, origin), proved.purpose().wireName())
                : new FollowedLink.Exchange(codeLogins.codes().exchangeable(proved));
    }

    private LoggedIn came(Proved proved, Origin origin) {
        CodeLogins.Came came = codeLogins.come(proved, origin);
        return loggedIn(came.profile(), came.login());
    }

    /** The logins of the system before. */
    public FormerLogins formerLogins() {
        return formerLogins;
    }

    /** The logins that users have. */
    public LoginList logins() {
        return logins;
    }

    /** Makes an account and logs it in; {@code registration_closed}, {@code weak_password}, {@code operator_only}, {@code email_taken}. */
    public LoggedIn register(Registration registration, Origin origin) {
        String email = registration.email();
        HashTurn turn = HashTurn.registration(origin.address());
        invites.check(registration.invite());
        operators.check(email, registration.operatorCode());
        profiles.checkFree(email);
        rules.check(turn, registration.password(), email, registration.displayName());
        String hash = passwords.hash(turn, registration.password()).await();
        return database.transaction(transaction -> {
            invites.use(transaction, registration.invite());
            Profile profile = profiles.add(
                    transaction,
                    email,
                    registration.displayName(),
                    hash,
                    registration.language(),
                    registration.metadata(),
                    true);
            return loggedIn(profile, begin(transaction, profile, Method.PASSWORD, registration.door(), origin));
        });
    }

    /** Makes an account for somebody who says nothing of themselves but perhaps some metadata, and logs it in. */
    public LoggedIn registerAnonymously(JsonObject data, Origin origin) {
        ProfileChange wish = new ProfileChange(null, null, null, data);
        String name = wish.displayName() == null ? GUEST : wish.displayName();
        return database.transaction(transaction -> {
            Profile profile = profiles.add(
                    transaction, null, name, null, null, UserMetadata.none().with(data), false);
            return loggedIn(profile, begin(transaction, profile, Method.ANONYMOUS, LoginDoor.SUPABASE, origin));
        });
    }

    /**
     * Begins a login; {@code invalid_credentials} for a wrong password as for an unknown address, {@code account_disabled} for who
     * knows the password.
     */
    public LoggedIn login(String email, String password, LoginDoor door, Origin origin) {
        Optional<Found> found = profiles.find(email);
        String hash = found.map(Found::passwordHash).orElse(null);
        boolean right = passwords
                .verify(HashTurn.login(origin.address()), password, hash)
                .await();
        if (!right || found.isEmpty() || hash == null) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "e-mail or password is wrong");
        }
        if (found.get().disabled()) {
            throw LoginFamilies.disabled();
        }
        Profile profile = found.get().profile();
        if (passwords.isOutdated(hash)) {
            profiles.rehash(
                    profile.account().id(),
                    passwords.hash(HashTurn.login(origin.address()), password).await(),
                    hash);
        }
        return loggedIn(
                profile,
                database.transaction(transaction -> begin(transaction, profile, Method.PASSWORD, door, origin)));
    }

    /** Begins the login of who has come back from a provider; {@code sso_code_invalid}, {@code account_disabled}. */
    public LoggedIn loginBySso(String code, String verifier, LoginDoor door, Origin origin) {
        SsoCodes.Redeemed by = sso.codes().redeem(code, verifier);
        Profile profile = profile(by.user());
        return loggedIn(profile, database.transaction(transaction -> {
            Begun login = begin(transaction, profile, Method.OAUTH, door, origin);
            SsoCodes.begun(transaction, login.family().id(), by);
            return login;
        }));
    }

    /** New tokens for a refresh token; {@code refresh_token_invalid}, {@code refresh_token_reused}. */
    public LoggedIn refresh(String refreshToken, Origin origin) {
        return switch (families.rotate(refreshToken, tokens.now())) {
            case Refresh.Renewed(LoginFamily family, String next) ->
                loggedIn(profile(family.userId()), new Begun(family, next));
            case Refresh.Reused(LoginFamily family) -> {
                audit.write(AuditEntry.refused(AuditEvent.REFRESH, ErrorCode.REFRESH_TOKEN_REUSED)
                        .target(family.userId())
                        .address(origin.address().key()));
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
                Profiles.setLanguage(transaction, id, change.language());
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

    private Profile profile(UUID id) {
        return profiles.find(id).orElseThrow(Profiles::gone).profile();
    }

    private String operatorEmail(UUID id, String operatorCode) {
        String email = account(id).email();
        if (email == null || !operators.emails().contains(email)) {
            throw OperatorAddresses.refusal("this e-mail address is not an operator's");
        }
        operators.check(email, operatorCode);
        return email;
    }

    private Begun begin(Statements transaction, Profile profile, Method method, LoginDoor door, Origin origin) {
        return families.begin(transaction, profile.account().id(), method, door, origin);
    }

    private LoggedIn loggedIn(Profile profile, Begun login) {
        // Tokens count in whole seconds.
        Instant now = tokens.now().truncatedTo(ChronoUnit.SECONDS);
        Duration life = Stream.of(settings.accessTokenLife(), families.lifeLeft(login.family(), now))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant expiresAt = now.plus(life);
        return new LoggedIn(
                profile, tokens.issue(profile, login.family(), now, expiresAt), login.refreshToken(), life, expiresAt);
    }
}
