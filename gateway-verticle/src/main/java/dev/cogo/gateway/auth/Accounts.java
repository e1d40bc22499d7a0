package dev.cogo.gateway.auth;

import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.auth.LoginFamilies.Begun;
import dev.cogo.gateway.auth.LoginFamilies.Refresh;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.message.Content;
import dev.cogo.schema.personal.EraseAccount;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts and logins in the database. For virtual threads: methods wait, and throw {@link CogoException}. */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final GatewayConfig config;
    private final Database database;
    private final PasswordHasher passwords;
    private final LoginFamilies families;
    private final PersonalData personalData;
    private final AccessTokens tokens;
    private final Bus bus;
    private final PasswordRules rules = new PasswordRules();

    Accounts(
            GatewayConfig config,
            Database database,
            PasswordHasher passwords,
            LoginFamilies families,
            PersonalData personalData,
            AccessTokens tokens,
            Bus bus) {
        this.config = config;
        this.database = database;
        this.passwords = passwords;
        this.families = families;
        this.personalData = personalData;
        this.tokens = tokens;
        this.bus = bus;
    }

    /** Makes an account and logs it in; {@code weak_password}, {@code operator_only}, {@code email_taken}. */
    public Login register(Registration registration) {
        String email = registration.email();
        String name = registration.displayName();
        rules.check(registration.password(), email, name);
        if (config.operatorEmails().contains(email) && !isOperatorCode(registration.operatorCode())) {
            throw new CogoException(
                    ErrorCode.OPERATOR_ONLY,
                    "this e-mail address is an operator's: register it with the operator code");
        }
        String hash = passwords.hash(registration.password()).await();
        UUID id = Ids.next();
        return database.transaction(transaction -> {
            RowSet<Row> made = transaction.query("""
                    INSERT INTO accounts (id, email, display_name, password_hash) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (email) DO NOTHING
                    RETURNING created_at
                    """, id, email, name, hash);
            if (made.size() == 0) {
                throw new CogoException(ErrorCode.EMAIL_TAKEN, "there is an account with this e-mail address");
            }
            if (registration.language() != null) {
                setLanguage(transaction, id, registration.language());
            }
            OffsetDateTime createdAt = made.iterator().next().getOffsetDateTime("created_at");
            Account account =
                    new Account(id, email, name, registration.language(), isOperator(email), createdAt.toInstant());
            return loggedIn(account, families.begin(transaction, id));
        });
    }

    /** Begins a login; {@code invalid_credentials} for a wrong password as for an unknown address. */
    public Login login(String email, String password) {
        Optional<Row> row = find(email);
        String hash = row.map(found -> found.getString("password_hash")).orElse(null);
        boolean right = passwords.verify(password, hash).await();
        if (!right || row.isEmpty() || hash == null) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "e-mail or password is wrong");
        }
        Account account = account(row.get());
        if (passwords.isOutdated(hash)) {
            rehash(account.id(), password, hash);
        }
        return loggedIn(account, database.transaction(transaction -> families.begin(transaction, account.id())));
    }

    /** New tokens for a refresh token; {@code refresh_token_invalid}, {@code refresh_token_reused}. */
    public Login refresh(String refreshToken) {
        return switch (families.rotate(refreshToken)) {
            case Refresh.Rotated rotated ->
                loggedIn(account(rotated.userId()), new Begun(rotated.familyId(), rotated.next()));
            case Refresh.Reused reused -> {
                LOG.warn(
                        "a refresh token of user {} was used twice: login {} is ended",
                        reused.userId(),
                        reused.familyId());
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
        RowSet<Row> found = database.query("""
                SELECT a.id, a.email, a.display_name, a.created_at, l.language
                FROM accounts a LEFT JOIN user_language_preferences l ON l.user_id = a.id
                WHERE a.id = $1 AND a.email IS NOT NULL
                """, id);
        if (found.size() == 0) {
            throw gone();
        }
        return account(found.iterator().next());
    }

    /** Changes what is not null. The name in an access token follows with the next refresh. */
    public Account update(UUID id, @Nullable String displayName, @Nullable String language) {
        String name = displayName == null ? null : displayName.strip();
        Content.checkLine(name, "displayName", Registration.MAX_NAME);
        String tag = Language.normalise(language);
        database.transaction(transaction -> {
            // The lock keeps a deletion out: a token that outlives its account must not give it a name again.
            RowSet<Row> open =
                    transaction.query("SELECT 1 FROM accounts WHERE id = $1 AND email IS NOT NULL FOR UPDATE", id);
            if (open.size() == 0) {
                throw gone();
            }
            if (name != null) {
                transaction.query("UPDATE accounts SET display_name = $2, updated_at = now() WHERE id = $1", id, name);
            }
            if (tag != null) {
                setLanguage(transaction, id, tag);
            }
            return id;
        });
        return account(id);
    }

    /**
     * Deletes an account for good: has everything of it erased, ends its logins and empties it. {@code invalid_credentials}
     * for a wrong password.
     */
    public UUID delete(UUID id, String password) {
        RowSet<Row> found =
                database.query("SELECT password_hash FROM accounts WHERE id = $1 AND email IS NOT NULL", id);
        if (found.size() == 0) {
            throw gone();
        }
        String hash = found.iterator().next().getString("password_hash");
        if (!passwords.verify(password, hash).await()) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "the password is wrong");
        }
        // First the row that has the rest erased, whatever becomes of this node; it empties the account too.
        bus.<Done>request(Address.ACCOUNT_ERASE, new EraseAccount(id)).await();
        personalData.forget(id);
        LOG.info("user {} has deleted their account", id);
        return id;
    }

    private Optional<Row> find(String email) {
        RowSet<Row> found = database.query("""
                SELECT a.id, a.email, a.display_name, a.created_at, a.password_hash, l.language
                FROM accounts a LEFT JOIN user_language_preferences l ON l.user_id = a.id
                WHERE a.email = $1
                """, email);
        return found.size() == 0
                ? Optional.empty()
                : Optional.of(found.iterator().next());
    }

    private void rehash(UUID id, String password, String outdated) {
        String hash = passwords.hash(password).await();
        // Not over a password that was changed meanwhile.
        database.query(
                "UPDATE accounts SET password_hash = $2, updated_at = now() WHERE id = $1 AND password_hash = $3",
                id,
                hash,
                outdated);
    }

    private static void setLanguage(Statements transaction, UUID id, String language) {
        transaction.query("""
                INSERT INTO user_language_preferences (user_id, language) VALUES ($1, $2)
                ON CONFLICT (user_id) DO UPDATE SET language = excluded.language, updated_at = now()
                """, id, language);
    }

    private Login loggedIn(Account account, Begun login) {
        return new Login(
                account,
                tokens.issue(account, login.familyId()),
                login.refreshToken(),
                "bearer",
                config.accessTokenLife().toSeconds());
    }

    private Account account(Row row) {
        String email = row.getString("email");
        return new Account(
                row.getUUID("id"),
                email,
                row.getString("display_name"),
                row.getString("language"),
                isOperator(email),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static CogoException gone() {
        return new CogoException(ErrorCode.INVALID_TOKEN, "the account of this token is gone");
    }

    private boolean isOperator(String email) {
        return config.operatorEmails().contains(email);
    }

    private boolean isOperatorCode(@Nullable String code) {
        return code != null
                && MessageDigest.isEqual(
                        code.getBytes(StandardCharsets.UTF_8),
                        config.secrets().operatorCode().getBytes(StandardCharsets.UTF_8));
    }
}
