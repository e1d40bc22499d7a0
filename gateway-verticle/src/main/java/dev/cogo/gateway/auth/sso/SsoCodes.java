package dev.cogo.gateway.auth.sso;

import dev.cogo.gateway.auth.login.CodeChallenge;
import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The codes that browsers come back with, and the logins that were begun with one. For virtual threads. */
public final class SsoCodes {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int PURGE_BATCH = 10_000;

    private final Database database;

    SsoCodes(Database database) {
        this.database = database;
    }

    /** Who has come back, by which session at which provider. */
    public record Redeemed(
            UUID user,
            String provider,
            String subject,
            @Nullable String sid) {}

    /** A code for the page that has the challenge's verifier. */
    String create(UUID user, String provider, SsoClaims claims, String challenge) {
        String code = RandomToken.next();
        database.query("""
                INSERT INTO sso_codes (code_hash, user_id, provider, subject, sid, challenge, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second')""", RandomToken.hash(code), user, provider, claims.subject(), claims.sid(), challenge, (double)
                LIFE.toSeconds());
        return code;
    }

    /** Takes a code, which is void then, whoever it was; {@code sso_code_invalid}. */
    public Redeemed redeem(String code, String verifier) {
        RowSet<Row> taken = database.query("""
                DELETE FROM sso_codes WHERE code_hash = $1
                RETURNING user_id, provider, subject, sid, challenge, expires_at > now() AS open""", RandomToken.hash(code));
        Row row = taken.size() == 0 ? null : taken.iterator().next();
        if (row == null || !row.getBoolean("open") || !CodeChallenge.isOf(verifier, row.getString("challenge"))) {
            throw new CogoException(
                    ErrorCode.SSO_CODE_INVALID, "the code was used, is too old, or is another page's: log in again");
        }
        return new Redeemed(
                row.getUUID("user_id"), row.getString("provider"), row.getString("subject"), row.getString("sid"));
    }

    /** Notes by which of a provider's sessions a login was begun. */
    public static void begun(Statements transaction, UUID family, Redeemed by) {
        transaction.query(
                "INSERT INTO sso_logins (family_id, provider, subject, sid) VALUES ($1, $2, $3, $4)",
                family,
                by.provider(),
                by.subject(),
                by.sid());
    }

    /** Ends the logins of a subject or a session; the ended ones by their users. */
    Map<UUID, List<UUID>> end(String provider, OpenIdProvider.Ended ended) {
        Map<UUID, List<UUID>> families = new HashMap<>();
        database.query("""
                        UPDATE login_families f SET ended_at = now(), end_reason = 'sso'
                        FROM sso_logins s
                        WHERE s.family_id = f.id AND f.ended_at IS NULL AND s.provider = $1
                          AND ($2::text IS NULL OR s.subject = $2) AND ($3::text IS NULL OR s.sid = $3)
                        RETURNING f.id, f.user_id""", provider, ended.subject(), ended.sid())
                .forEach(row -> families.computeIfAbsent(row.getUUID("user_id"), none -> new ArrayList<>())
                        .add(row.getUUID("id")));
        return families;
    }

    /** Deletes codes that nobody came for; how many. */
    public int purge() {
        return database.query("""
                DELETE FROM sso_codes WHERE code_hash IN (
                    SELECT code_hash FROM sso_codes WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)""", PURGE_BATCH).rowCount();
    }
}
