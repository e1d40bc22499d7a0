package dev.cogo.gateway.auth.admin;

import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invites to register, which operators make; each is good for a number of accounts. For virtual threads. */
public final class RegistrationInvites {
    private static final int PURGE_BATCH = 10_000;

    private final Database database;
    private final RegistrationMode mode;

    public RegistrationInvites(Database database, RegistrationMode mode) {
        this.database = database;
        this.mode = mode;
    }

    /**
     * An invite.
     *
     * @param token shown once: the database has its hash alone
     */
    public record Made(String token, int maxUses, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Made[hidden]";
        }
    }

    /** Makes an invite for so many accounts. */
    public Made create(UUID operator, int maxUses, Duration life) {
        String token = RandomToken.next();
        Instant expiresAt = database.query("""
                        INSERT INTO registration_invites (token_hash, created_by, uses_left, expires_at)
                        VALUES ($1, $2, $3, now() + $4 * interval '1 second')
                        RETURNING expires_at
                        """, RandomToken.hash(token), operator, maxUses, (double) life.toSeconds())
                .iterator()
                .next()
                .getOffsetDateTime("expires_at")
                .toInstant();
        return new Made(token, maxUses, expiresAt);
    }

    /** Fails with {@code registration_closed} for who may not register: before anything costly is done; {@link #use} decides. */
    public void check(@Nullable String invite) {
        boolean may = switch (mode) {
            case OPEN -> true;
            case INVITE -> invite != null && isGood(invite);
            case DOMAIN, MAIL, CLOSED -> false;
        };
        if (!may) {
            throw closed();
        }
    }

    private boolean isGood(String invite) {
        return database.query("""
                        SELECT FROM registration_invites
                        WHERE token_hash = $1 AND uses_left > 0 AND expires_at > now()
                        """, RandomToken.hash(invite)).size() > 0;
    }

    /** Uses an invite once, in the transaction that makes the account. */
    public void use(Statements transaction, @Nullable String invite) {
        if (mode != RegistrationMode.INVITE) {
            return;
        }
        int used = transaction
                .query("""
                        UPDATE registration_invites SET uses_left = uses_left - 1
                        WHERE token_hash = $1 AND uses_left > 0 AND expires_at > now()
                        """, RandomToken.hash(invite == null ? "" : invite))
                .rowCount();
        if (used == 0) {
            throw closed();
        }
    }

    /** Deletes those that are over, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM registration_invites WHERE token_hash IN (
                            SELECT token_hash FROM registration_invites WHERE expires_at < now()
                            LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
    }

    private CogoException closed() {
        return new CogoException(
                ErrorCode.REGISTRATION_CLOSED,
                switch (mode) {
                    case INVITE ->
                        "an invite of an operator is needed to register, and this is none, used up or too old";
                    case MAIL -> "ask for a mail with a link";
                    case DOMAIN -> "ask for a mail with a link, at an address of this server's domains";
                    case OPEN, CLOSED -> "an operator makes the accounts of this server";
                });
    }
}
