package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Tickets in the database, so that one node makes what another takes. Each is good once: whoever deletes its row has used it. For
 * virtual threads.
 */
public final class Tickets {
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int PURGE_BATCH = 10_000;

    private final Database database;

    public Tickets(Database database) {
        this.database = database;
    }

    /** Makes a ticket that stands for an access token. */
    public Ticket issue(Identity who) {
        String ticket = RandomToken.next();
        database.query(
                """
                INSERT INTO login_tickets
                    (ticket_hash, family_id, user_id, email, display_name, operator, token_expires_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 second')
                """,
                RandomToken.hash(ticket),
                who.familyId(),
                who.userId(),
                who.email(),
                who.displayName(),
                who.operator(),
                who.expiresAt().atOffset(ZoneOffset.UTC),
                (double) LIFE.toSeconds());
        return new Ticket(ticket, LIFE.toSeconds());
    }

    /** Uses a ticket up; {@code invalid_ticket} for one that is unknown, used, too old, or of a login that has ended. */
    public Identity redeem(String ticket) {
        if (!FORM.matcher(ticket).matches()) {
            throw invalid();
        }
        var found = database.query("""
                DELETE FROM login_tickets t USING login_families f
                WHERE t.ticket_hash = $1 AND f.id = t.family_id
                RETURNING t.*, t.expires_at > now() AND t.token_expires_at > now() AND f.ended_at IS NULL AS good
                """, RandomToken.hash(ticket));
        for (Row row : found) {
            if (row.getBoolean("good")) {
                return new Identity(
                        row.getUUID("user_id"),
                        row.getString("email"),
                        row.getString("display_name"),
                        row.getBoolean("operator"),
                        row.getOffsetDateTime("token_expires_at").toInstant(),
                        row.getUUID("family_id"));
            }
        }
        throw invalid();
    }

    /** Deletes those that nobody used, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM login_tickets WHERE ticket_hash IN (
                            SELECT ticket_hash FROM login_tickets WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
    }

    private static CogoException invalid() {
        return new CogoException(ErrorCode.INVALID_TICKET, "the ticket is unknown, used or too old: get a new one");
    }
}
