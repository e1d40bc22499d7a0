package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.text.LineText;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tokens of service users, in the database. A token is a login that is not refreshed: what ends logins, ends it. For virtual
 * threads.
 */
public final class ApiTokens {
    /** Open ones of one service user. */
    public static final int MAX = 20;

    private static final int MAX_NAME = 100;
    private static final int PURGE_BATCH = 10_000;

    private final Database database;
    private final ApiTokenForm form;
    private final LoginNotices notices;

    public ApiTokens(Database database, ApiTokenForm form, LoginNotices notices) {
        this.database = database;
        this.form = form;
        this.notices = notices;
    }

    /**
     * Makes a token.
     *
     * @throws CogoException {@code user_not_found}, {@code forbidden} for a person's account, {@code too_many_tokens}
     */
    public ApiToken create(UUID operator, UUID userId, String name, Collection<Scope> scopes, Duration life) {
        String line = Objects.requireNonNull(LineText.of(name, "name", MAX_NAME));
        UUID id = Ids.next();
        String token = form.next();
        String[] names = scopes.stream().distinct().map(Scope::wireName).toArray(String[]::new);
        database.transaction(transaction -> {
            checkOwner(transaction, userId);
            transaction.query("INSERT INTO login_families (id, user_id, method) VALUES ($1, $2, 'token')", id, userId);
            transaction.query(
                    """
                    INSERT INTO api_tokens (id, user_id, token_hash, name, scopes, created_by, expires_at)
                    VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second')
                    """, id, userId, RandomToken.hash(token), line, names, operator, (double) life.toSeconds());
            return id;
        });
        return open(userId).stream()
                .filter(made -> made.id().equals(id))
                .map(made ->
                        new ApiToken(id, made.name(), made.scopes(), made.createdAt(), made.expiresAt(), null, token))
                .findFirst()
                .orElseThrow(ApiTokens::missing);
    }

    // The lock lets those who make tokens at the same time count each other's.
    private static void checkOwner(Statements transaction, UUID userId) {
        Row owner = transaction.query("""
                        SELECT is_service, (SELECT count(*) FROM api_tokens t JOIN login_families f ON f.id = t.id
                                            WHERE t.user_id = a.id AND f.ended_at IS NULL AND t.expires_at > now()) AS open
                        FROM accounts a WHERE id = $1 AND email IS NOT NULL FOR UPDATE
                        """, userId).stream().findFirst().orElseThrow(ApiTokens::unknown);
        if (!owner.getBoolean("is_service")) {
            throw new CogoException(ErrorCode.FORBIDDEN, "tokens are for service users: a person logs in");
        } else if (owner.getLong("open") >= MAX) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_TOKENS, "a service user has at most " + MAX + " tokens: revoke one first");
        }
    }

    /** The open tokens of a user, the newest first. */
    public List<ApiToken> list(UUID userId) {
        List<ApiToken> found = open(userId);
        if (found.isEmpty()
                && database.query("SELECT FROM accounts WHERE id = $1", userId).size() == 0) {
            throw unknown();
        }
        return found;
    }

    private List<ApiToken> open(UUID userId) {
        List<ApiToken> found = new ArrayList<>();
        database.query("""
                        SELECT t.id, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at
                        FROM api_tokens t JOIN login_families f ON f.id = t.id
                        WHERE t.user_id = $1 AND f.ended_at IS NULL AND t.expires_at > now()
                        ORDER BY t.id DESC LIMIT $2
                        """, userId, MAX).forEach(row -> found.add(token(row)));
        return found;
    }

    /** Ends a token, and its connections; {@code token_not_found}. */
    public void revoke(UUID userId, UUID id) {
        boolean open = open(userId).stream().anyMatch(token -> token.id().equals(id));
        List<UUID> ended = open ? LoginFamilies.end(database::query, userId, id, null, "operator") : List.of();
        if (ended.isEmpty()) {
            throw missing();
        }
        notices.ended(userId, ended, "operator");
    }

    /** Who bears a token; {@code invalid_token}, {@code token_expired}, {@code account_disabled}. */
    public Identity find(String token) {
        Buffer hash = RandomToken.hash(token);
        Row row = database.query("""
                        SELECT t.id, t.user_id, t.scopes, t.expires_at, t.expires_at <= now() AS expired, f.ended_at,
                               a.email, a.display_name, a.disabled_at
                        FROM api_tokens t JOIN login_families f ON f.id = t.id JOIN accounts a ON a.id = t.user_id
                        WHERE t.token_hash = $1 AND a.email IS NOT NULL
                        """, hash).stream().findFirst().orElseThrow(ApiTokens::invalid);
        if (row.getOffsetDateTime("disabled_at") != null) {
            throw LoginFamilies.disabled();
        } else if (row.getOffsetDateTime("ended_at") != null) {
            throw invalid();
        } else if (row.getBoolean("expired")) {
            throw new CogoException(ErrorCode.TOKEN_EXPIRED, "the token has expired; an operator can make another");
        }
        database.query("""
                UPDATE api_tokens SET last_used_at = now()
                WHERE token_hash = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                """, hash);
        return new Identity(
                row.getUUID("user_id"),
                row.getString("email"),
                row.getString("display_name"),
                false,
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getUUID("id"),
                scopes(row).stream().collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))));
    }

    /** Deletes those that ended or expired a month ago, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM login_families WHERE id IN (
                            SELECT t.id FROM api_tokens t WHERE t.expires_at < now() - interval '30 days' LIMIT $1)
                        """, PURGE_BATCH).rowCount();
    }

    private static ApiToken token(Row row) {
        OffsetDateTime used = row.getOffsetDateTime("last_used_at");
        return new ApiToken(
                row.getUUID("id"),
                row.getString("name"),
                scopes(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                used == null ? null : used.toInstant(),
                null);
    }

    // One that a newer version knows is none here.
    private static List<Scope> scopes(Row row) {
        return Arrays.stream(row.getArrayOfStrings("scopes"))
                .flatMap(name -> Scope.of(name).stream())
                .sorted()
                .toList();
    }

    private static CogoException unknown() {
        return new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such account");
    }

    private static CogoException missing() {
        return new CogoException(ErrorCode.TOKEN_NOT_FOUND, "there is no such token");
    }

    static CogoException invalid() {
        return new CogoException(ErrorCode.INVALID_TOKEN, "the token is unknown or was revoked");
    }
}
