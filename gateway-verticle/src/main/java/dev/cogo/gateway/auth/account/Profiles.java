package dev.cogo.gateway.auth.account;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of accounts. An account is open while it has an e-mail address or is anonymous. For virtual threads. */
public final class Profiles {
    private static final String SELECT = """
            SELECT a.id, a.email, a.display_name, a.created_at, a.updated_at, a.anonymous, a.user_metadata,
                   a.password_hash, a.addable_by, a.operator_code_given, a.is_operator,
                   a.disabled_at IS NOT NULL AS disabled, a.disabled_until, l.language,
                   coalesce((SELECT max(f.created_at) FROM login_families f WHERE f.user_id = a.id),
                            a.created_at) AS last_login_at
            FROM accounts a LEFT JOIN user_language_preferences l ON l.user_id = a.id
            """;

    private static final String PEOPLE = "(a.email IS NOT NULL OR a.anonymous) AND NOT a.is_service";

    private final Database database;
    private final Set<String> operatorEmails;

    public Profiles(Database database, Set<String> operatorEmails) {
        this.database = database;
        this.operatorEmails = operatorEmails;
    }

    /**
     * A profile with what its user does not see.
     *
     * @param passwordHash null when it has none
     * @param disabledUntil when somebody may log in with a disabled one again; null when nobody has said
     */
    public record Found(
            Profile profile,
            @Nullable String passwordHash,
            boolean disabled,
            @Nullable Instant disabledUntil) {}

    /** People's open accounts, newest first. */
    public List<Found> page(long offset, int limit) {
        List<Found> page = new ArrayList<>();
        database.query(SELECT + "WHERE " + PEOPLE + " ORDER BY a.id DESC OFFSET $1 LIMIT $2", offset, limit)
                .forEach(row -> page.add(found(row)));
        return page;
    }

    /** How many of them there are. */
    public long count() {
        return database.query("SELECT count(*) AS people FROM accounts a WHERE " + PEOPLE)
                .iterator()
                .next()
                .getLong("people");
    }

    public Optional<Found> find(String email) {
        return first(database.query(SELECT + "WHERE a.email = $1", email));
    }

    public Optional<Found> find(Statements transaction, String email) {
        return first(transaction.query(SELECT + "WHERE a.email = $1", email));
    }

    /** An open account. */
    public Optional<Found> find(UUID id) {
        return first(database.query(SELECT + "WHERE a.id = $1 AND (a.email IS NOT NULL OR a.anonymous)", id));
    }

    /**
     * Makes an account; {@code email_taken}.
     *
     * @param email null for an anonymous one
     * @param codeGiven whether who has an operator's address has given the code
     */
    public Profile add(
            Statements transaction,
            @Nullable String email,
            String displayName,
            @Nullable String passwordHash,
            @Nullable String language,
            UserMetadata metadata,
            boolean codeGiven) {
        return add(transaction, Ids.next(), email, displayName, passwordHash, language, metadata, codeGiven);
    }

    /** The same, with an id that was promised. */
    public Profile add(
            Statements transaction,
            UUID id,
            @Nullable String email,
            String displayName,
            @Nullable String passwordHash,
            @Nullable String language,
            UserMetadata metadata,
            boolean codeGiven) {
        boolean operator = codeGiven && isOperators(email);
        RowSet<Row> made = transaction.query(
                """
                INSERT INTO accounts (
                    id, email, display_name, password_hash, anonymous, user_metadata, operator_code_given)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (email) DO NOTHING
                RETURNING created_at
                """, id, email, displayName, passwordHash, email == null, metadata.values(), operator);
        if (made.size() == 0) {
            throw taken();
        }
        if (language != null) {
            setLanguage(transaction, id, language);
        }
        Instant now = made.iterator().next().getOffsetDateTime("created_at").toInstant();
        Account account = new Account(id, email, displayName, language, null, operator, now);
        return new Profile(account, email == null, false, metadata, now, now);
    }

    /**
     * Locks an open account. The lock keeps a deletion out: a token that outlives its account must not give it a name again.
     *
     * @return its metadata
     * @throws CogoException {@code invalid_token} when it is gone
     */
    public UserMetadata lock(Statements transaction, UUID id) {
        RowSet<Row> open = transaction.query("""
                SELECT user_metadata FROM accounts WHERE id = $1 AND (email IS NOT NULL OR anonymous) FOR UPDATE
                """, id);
        if (open.size() == 0) {
            throw gone();
        }
        return new UserMetadata(open.iterator().next().getJsonObject("user_metadata"));
    }

    public void setName(Statements transaction, UUID id, String name) {
        transaction.query("UPDATE accounts SET display_name = $2, updated_at = now() WHERE id = $1", id, name);
    }

    public void setAddableBy(Statements transaction, UUID id, AddableBy who) {
        String sql = "UPDATE accounts SET addable_by = $2, updated_at = now() WHERE id = $1";
        transaction.query(sql, id, who.wireName());
    }

    public void setMetadata(Statements transaction, UUID id, UserMetadata metadata) {
        JsonObject values = metadata.values();
        transaction.query("UPDATE accounts SET user_metadata = $2, updated_at = now() WHERE id = $1", id, values);
    }

    public void setPassword(Statements transaction, UUID id, String hash) {
        transaction.query("UPDATE accounts SET password_hash = $2, updated_at = now() WHERE id = $1", id, hash);
    }

    /** Notes that the code was given for an address, if it still is the account's. */
    public void setOperatorCodeGiven(Statements transaction, UUID id, String email) {
        transaction.query(
                "UPDATE accounts SET operator_code_given = true, updated_at = now() WHERE id = $1 AND email = $2",
                id,
                email);
    }

    /** Fails with {@code email_taken}: for saying so before anything costly is done; {@link #add} and {@link #setEmail} decide. */
    public void checkFree(String email) {
        if (database.query("SELECT 1 FROM accounts WHERE email = $1", email).size() > 0) {
            throw taken();
        }
    }

    /** Gives an account another address, or an anonymous one its first; {@code email_taken}. */
    public void setEmail(Statements transaction, UUID id, String email) {
        // The lock on a new address, which has no row to lock: of two who want it one waits, and then finds it taken.
        transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "cogo account " + email);
        int changed = transaction.query("""
                        UPDATE accounts SET email = $2, anonymous = false, operator_code_given = false,
                               email_verified_at = NULL, updated_at = now()
                        WHERE id = $1 AND NOT EXISTS (SELECT FROM accounts WHERE email = $2 AND id <> $1)
                        """, id, email).rowCount();
        if (changed == 0) {
            throw taken();
        }
    }

    public static void setLanguage(Statements transaction, UUID id, String language) {
        transaction.query("""
                INSERT INTO user_language_preferences (user_id, language) VALUES ($1, $2)
                ON CONFLICT (user_id) DO UPDATE SET language = excluded.language, updated_at = now()
                """, id, language);
    }

    /** Stores the same password under a new hash, but not over a password that was changed meanwhile. */
    public void rehash(UUID id, String hash, String outdated) {
        database.query(
                "UPDATE accounts SET password_hash = $2, updated_at = now() WHERE id = $1 AND password_hash = $3",
                id,
                hash,
                outdated);
    }

    public static CogoException gone() {
        return new CogoException(ErrorCode.INVALID_TOKEN, "the account of this token is gone");
    }

    public static CogoException taken() {
        return new CogoException(ErrorCode.EMAIL_TAKEN, "there is an account with this e-mail address");
    }

    private Optional<Found> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(found(rows.iterator().next()));
    }

    private Found found(Row row) {
        String addableBy = row.getString("addable_by");
        String email = row.getString("email");
        Account account = new Account(
                row.getUUID("id"),
                email,
                row.getString("display_name"),
                row.getString("language"),
                addableBy == null ? null : AddableBy.of(addableBy),
                row.getBoolean("is_operator") || isOperators(email) && row.getBoolean("operator_code_given"),
                row.getOffsetDateTime("created_at").toInstant());
        Profile profile = new Profile(
                account,
                row.getBoolean("anonymous"),
                row.getBoolean("is_operator"),
                new UserMetadata(row.getJsonObject("user_metadata")),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getOffsetDateTime("last_login_at").toInstant());
        OffsetDateTime until = row.getOffsetDateTime("disabled_until");
        return new Found(
                profile,
                row.getString("password_hash"),
                row.getBoolean("disabled"),
                until == null ? null : until.toInstant());
    }

    /** Whether the configuration names the address; that alone makes nobody an operator. */
    boolean isOperators(@Nullable String email) {
        return email != null && operatorEmails.contains(email);
    }
}
