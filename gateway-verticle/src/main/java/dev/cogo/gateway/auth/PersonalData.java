package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.personal.PersonalDataPage;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What accounts and logins hold of a user: to copy it, and to forget it. For virtual threads. */
final class PersonalData {
    /** What others see where the name stood. */
    static final String NOBODY = "Deleted account";

    // Logins that nobody refreshes are purged after a month; more than these are no person's.
    private static final int MAX_LOGINS = 1000;

    private final Database database;
    private final LoginNotices notices;

    PersonalData(Database database, LoginNotices notices) {
        this.database = database;
        this.notices = notices;
    }

    /** Everything, on one page: the account with its newest logins; empty when there is none. */
    PersonalDataPage read(UUID userId) {
        List<Map<String, Object>> items = new ArrayList<>();
        database.query("""
                        SELECT a.email, a.display_name, a.created_at, a.user_metadata, a.addable_by, l.language
                        FROM accounts a LEFT JOIN user_language_preferences l ON l.user_id = a.id
                        WHERE a.id = $1
                        """, userId).forEach(row -> items.add(account(userId, row)));
        return new PersonalDataPage(items, null);
    }

    private Map<String, Object> account(UUID userId, Row row) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("id", userId.toString());
        putText(account, "email", row, "email");
        putText(account, "displayName", row, "display_name");
        putText(account, "language", row, "language");
        putText(account, "addableBy", row, "addable_by");
        putTime(account, "createdAt", row, "created_at");
        JsonObject metadata = row.getJsonObject("user_metadata");
        if (!metadata.isEmpty()) {
            account.put("userMetadata", metadata.getMap());
        }
        List<Map<String, Object>> identities = identities(userId);
        if (!identities.isEmpty()) {
            account.put("identities", identities);
        }
        account.put("logins", logins(userId));
        return account;
    }

    private List<Map<String, Object>> identities(UUID userId) {
        List<Map<String, Object>> identities = new ArrayList<>();
        database.query("""
                        SELECT provider, subject, created_at, last_login_at FROM sso_identities
                        WHERE user_id = $1 ORDER BY created_at LIMIT $2
                        """, userId, MAX_LOGINS).forEach(row -> {
            Map<String, Object> identity = new LinkedHashMap<>();
            putText(identity, "provider", row, "provider");
            putText(identity, "subject", row, "subject");
            putTime(identity, "linkedAt", row, "created_at");
            putTime(identity, "lastLoginAt", row, "last_login_at");
            identities.add(identity);
        });
        return identities;
    }

    private List<Map<String, Object>> logins(UUID userId) {
        List<Map<String, Object>> logins = new ArrayList<>();
        // The index login_families_user finds them; there are too few of one user for the sort to matter.
        database.query("""
                        SELECT f.created_at, f.ended_at, f.end_reason, f.address, f.user_agent,
                               (SELECT max(t.issued_at) FROM refresh_tokens t WHERE t.family_id = f.id) AS refreshed_at
                        FROM login_families f
                        WHERE f.user_id = $1
                        ORDER BY f.created_at DESC
                        LIMIT $2
                        """, userId, MAX_LOGINS).forEach(row -> {
            Map<String, Object> login = new LinkedHashMap<>();
            putTime(login, "beganAt", row, "created_at");
            putTime(login, "refreshedAt", row, "refreshed_at");
            putTime(login, "endedAt", row, "ended_at");
            putText(login, "endReason", row, "end_reason");
            putText(login, "address", row, "address");
            putText(login, "userAgent", row, "user_agent");
            logins.add(login);
        });
        return logins;
    }

    /**
     * Ends all logins and empties the account's row, which stays for what refers to it. Done again it changes nothing.
     */
    void forget(UUID userId) {
        List<UUID> ended = database.transaction(transaction -> {
            // The account: this takes the row's lock, which a login that is just beginning waits for or is
            // deleted with. Without an e-mail address nobody logs in or refreshes.
            transaction.query(
                    "DELETE FROM login_codes c USING accounts a WHERE a.id = $1 AND c.email = a.email", userId);
            transaction.query("""
                    UPDATE accounts
                    SET email = NULL, anonymous = false, password_hash = NULL, display_name = $2, user_metadata = '{}',
                        addable_by = NULL, is_operator = false, updated_at = now()
                    WHERE id = $1 AND (email IS NOT NULL OR anonymous OR password_hash IS NOT NULL OR display_name <> $2)
                    """, userId, NOBODY);
            List<UUID> families = new ArrayList<>();
            transaction
                    .query("DELETE FROM login_families WHERE user_id = $1 RETURNING id, ended_at", userId)
                    .forEach(row -> {
                        if (row.getOffsetDateTime("ended_at") == null) {
                            families.add(row.getUUID("id"));
                        }
                    });
            transaction.query("DELETE FROM password_links WHERE user_id = $1", userId);
            transaction.query("DELETE FROM sso_identities WHERE user_id = $1", userId);
            transaction.query("DELETE FROM sso_codes WHERE user_id = $1", userId);
            transaction.query("DELETE FROM mails WHERE user_id = $1", userId);
            transaction.query("DELETE FROM user_language_preferences WHERE user_id = $1", userId);
            // What a former system knew; the mark keeps a further copy of it from bringing the account back.
            transaction.query("""
                    UPDATE import_ids SET kept = '{"erased": true}' WHERE kind = 'user' AND new_id = $1""", userId);
            transaction.query(
                    "DELETE FROM import_refused WHERE source IN ('auth.users', 'user_language_preferences') AND old_id = $1",
                    userId.toString());
            return families;
        });
        notices.ended(userId, ended, "deletion");
    }

    private static void putText(Map<String, Object> item, String name, Row row, String column) {
        if (row.getString(column) != null) {
            item.put(name, row.getString(column));
        }
    }

    private static void putTime(Map<String, Object> item, String name, Row row, String column) {
        if (row.getOffsetDateTime(column) != null) {
            item.put(name, row.getOffsetDateTime(column).toInstant().toString());
        }
    }
}
