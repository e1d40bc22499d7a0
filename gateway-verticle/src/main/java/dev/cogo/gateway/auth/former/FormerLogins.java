package dev.cogo.gateway.auth.former;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Whose an access token of the former project is: the account that was made of its user. Its login is one of ours from then on, under
 * the id that it had there, so that whatever ends logins ends it. For virtual threads.
 */
public final class FormerLogins {
    private final Database database;
    private final LoginFamilies families;
    private final FormerKeys keys;
    private final Supplier<Instant> now;

    /** @param now the time that tokens end by */
    public FormerLogins(
            Vertx vertx, Database database, LoginFamilies families, FormerProject project, Supplier<Instant> now) {
        this.database = database;
        this.families = families;
        this.keys = new FormerKeys(vertx, project);
        this.now = now;
    }

    /**
     * Who bears a token. They are no operator by it, whoever they are: that takes a login here. {@code invalid_token},
     * {@code token_expired}; {@code unavailable} while the project's keys can't be read.
     */
    public Identity find(String token) {
        FormerClaims claims = claims(token);
        if (now.get().isAfter(claims.expiresAt().plus(FormerClaims.LEEWAY))) {
            throw new CogoException(ErrorCode.TOKEN_EXPIRED, "the access token has expired; refresh it");
        }
        for (Row row : database.query("""
                SELECT a.id, a.email, a.display_name, a.anonymous
                FROM import_ids i JOIN accounts a ON a.id = i.new_id
                WHERE i.kind = 'user' AND i.old_id = $1
                  -- Whose account was deleted here, or was closed there.
                  AND NOT coalesce(i.kept ? 'erased' OR i.kept ? 'closed', false)
                  AND a.disabled_at IS NULL AND NOT a.is_service AND (a.email IS NOT NULL OR a.anonymous)
                """, claims.subject().toString())) {
            if (families.adopt(claims.session(), row.getUUID("id"), row.getBoolean("anonymous"))) {
                String email = row.getString("email");
                return new Identity(
                        row.getUUID("id"),
                        email == null ? "" : email,
                        row.getString("display_name"),
                        false,
                        claims.expiresAt(),
                        claims.session());
            }
        }
        throw FormerKeys.invalid(null);
    }

    private FormerClaims claims(String token) {
        JsonObject verified = keys.verified(token);
        try {
            return FormerClaims.of(verified, now.get());
        } catch (RuntimeException e) {
            // Signed by the project, but not for its users.
            throw FormerKeys.invalid(e);
        }
    }
}
