package dev.cogo.gateway.auth.admin;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.password.PasswordLink;
import dev.cogo.gateway.auth.password.PasswordLinks;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.LineText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with others' accounts, by the API or on the command line. Whoever calls has looked at the right to do so. For
 * virtual threads; fails with {@code user_not_found} for an account that there is not.
 */
public final class UserAdministration {
    private static final String SELECT = """
            SELECT a.id, a.email, a.display_name, a.anonymous, a.created_at, a.disabled_at, a.is_operator, a.is_service,
                   a.operator_code_given, s.last_seen,
                   (SELECT max(f.created_at) FROM login_families f WHERE f.user_id = a.id) AS last_login_at
            FROM accounts a LEFT JOIN user_last_seen s ON s.user_id = a.id
            WHERE (a.email IS NOT NULL OR a.anonymous)
            """;
    // An e-mail address alone makes nobody an operator, so the listed ones are told by the caller.
    private static final String IS_OPERATOR = "(a.is_operator OR a.operator_code_given AND a.email = ANY ($2))";
    private static final String LIST = SELECT + """
            AND ($1::uuid IS NULL OR a.id < $1)
            AND ($3::text IS NULL OR position($3 IN a.email) > 0 OR position($3 IN lower(a.display_name)) > 0)
            AND CASE $4::text WHEN 'active' THEN a.disabled_at IS NULL
                              WHEN 'disabled' THEN a.disabled_at IS NOT NULL
                              WHEN 'operator' THEN %s
                              ELSE true END
            ORDER BY a.id DESC LIMIT $5
            """.formatted(IS_OPERATOR);

    private final Database database;
    private final Set<String> operatorEmails;
    private final Ended whenEnded;

    /** Hears of logins that have ended, after the commit. */
    @FunctionalInterface
    public interface Ended {
        void ended(UUID userId, List<UUID> logins, String reason);
    }

    /** @param operatorEmails the listed addresses, normalised */
    public UserAdministration(Database database, Set<String> operatorEmails, Ended whenEnded) {
        this.database = database;
        this.operatorEmails = operatorEmails;
        this.whenEnded = whenEnded;
    }

    /** A page of accounts. */
    public List<ListedUser> list(UserSearch search) {
        List<ListedUser> found = new ArrayList<>();
        String state = search.state() == null ? null : search.state().wireName();
        database.query(LIST, search.after(), listed(), search.text(), state, search.limit())
                .forEach(row -> found.add(user(row)));
        return found;
    }

    /** One account. */
    public ListedUser find(UUID id) {
        return first(database.query(SELECT + "AND a.id = $1", id));
    }

    /** One account by its address. */
    public ListedUser find(String email) {
        return first(database.query(SELECT + "AND a.email = $1", EmailAddress.normalise(email)));
    }

    /** What an account is for. */
    public enum Kind {
        PERSON,
        OPERATOR,
        /** A bot or a back end, which has no password and gets tokens. */
        SERVICE
    }

    /** A new account, and the link by which its user chooses a password; none for a service user. */
    public record Created(ListedUser user, @Nullable PasswordLink link) {}

    /** Makes an account for somebody, who chooses the password; {@code email_taken}. */
    public Created create(String email, @Nullable String displayName, @Nullable String language, Kind kind) {
        String address = EmailAddress.normalise(email);
        String name = displayName == null
                ? EmailAddress.localPart(address)
                : LineText.of(displayName, "displayName", Registration.MAX_NAME);
        String tag = Language.normalise(language);
        UUID id = Ids.next();
        Optional<PasswordLink> link = database.transaction(transaction -> {
            int made = transaction
                    .query("""
                            INSERT INTO accounts (id, email, display_name, is_operator, is_service)
                            VALUES ($1, $2, $3, $4, $5)
                            ON CONFLICT (email) DO NOTHING
                            """, id, address, name, kind == Kind.OPERATOR, kind == Kind.SERVICE)
                    .rowCount();
            if (made == 0) {
                throw Profiles.taken();
            }
            if (tag != null) {
                Profiles.setLanguage(transaction, id, tag);
            }
            return kind == Kind.SERVICE ? Optional.empty() : Optional.of(PasswordLinks.create(transaction, id));
        });
        return new Created(find(id), link.orElse(null));
    }

    /**
     * A link by which a user chooses another password; what they are logged in with stays until they do. {@code forbidden} for a
     * service user, which has none.
     */
    public PasswordLink link(UUID id) {
        return database.transaction(transaction -> {
            lock(transaction, id, "email IS NOT NULL");
            checkPerson(id);
            return PasswordLinks.create(transaction, id);
        });
    }

    /** Lets nobody log in with an account any more, and ends its logins; or lets its user in again. */
    public ListedUser setDisabled(UUID id, boolean disabled) {
        return setDisabled(id, disabled, null);
    }

    /** Disables an account for a while. */
    public void disableFor(UUID id, Duration time) {
        setDisabled(id, true, time);
    }

    private ListedUser setDisabled(UUID id, boolean disabled, @Nullable Duration time) {
        Double seconds = time == null ? null : (double) time.toSeconds();
        change(id, disabled ? "disabled" : null, transaction -> transaction.query("""
                UPDATE accounts
                SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, now()) END,
                    disabled_until = CASE WHEN $2 THEN now() + $3 * interval '1 second' END
                WHERE id = $1
                """, id, disabled, seconds));
        return find(id);
    }

    /** Lets those in again whose time is over; how many. */
    public int enableAgain() {
        return database.query("""
                UPDATE accounts SET disabled_at = NULL, disabled_until = NULL WHERE disabled_until < now()
                """).rowCount();
    }

    /**
     * Makes somebody an operator, from the next login or refresh on, or takes that away: then their logins end, since access tokens
     * say it. An address that the configuration lists needs the code again.
     */
    public ListedUser setOperator(UUID id, boolean operator) {
        checkPerson(id);
        change(id, operator ? null : "operator", transaction -> transaction.query("""
                UPDATE accounts SET is_operator = $2, operator_code_given = operator_code_given AND $2 WHERE id = $1
                """, id, operator));
        return find(id);
    }

    /** Ends all logins of a user. */
    public void endLogins(UUID id) {
        change(id, "operator", transaction -> {});
    }

    private interface Work {
        void on(Statements transaction);
    }

    // With the account's lock: a login that begins at the same time waits for it, and then is refused or ended.
    private void change(UUID id, @Nullable String endLogins, Work work) {
        List<UUID> ended = database.transaction(transaction -> {
            lock(transaction, id, "true");
            work.on(transaction);
            return endLogins == null ? List.<UUID>of() : LoginFamilies.end(transaction, id, null, null, endLogins);
        });
        if (endLogins != null) {
            whenEnded.ended(id, ended, endLogins);
        }
    }

    /** Fails with {@code forbidden} for a service user. */
    public void checkPerson(UUID id) {
        if (find(id).service()) {
            throw new CogoException(ErrorCode.FORBIDDEN, "a service user has no password and is no operator");
        }
    }

    private static void lock(Statements transaction, UUID id, String condition) {
        String sql = "SELECT FROM accounts WHERE id = $1 AND (email IS NOT NULL OR anonymous) AND %s FOR UPDATE";
        if (transaction.query(sql.formatted(condition), id).size() == 0) {
            throw missing();
        }
    }

    private ListedUser first(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw missing();
        }
        return user(rows.iterator().next());
    }

    private ListedUser user(Row row) {
        String email = row.getString("email");
        boolean listed = email != null && operatorEmails.contains(email) && row.getBoolean("operator_code_given");
        return ListedUser.of(row, listed || row.getBoolean("is_operator"));
    }

    private String[] listed() {
        return operatorEmails.toArray(String[]::new);
    }

    private static CogoException missing() {
        return new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such account");
    }
}
