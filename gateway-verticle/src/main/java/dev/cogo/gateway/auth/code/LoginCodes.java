package dev.cogo.gateway.auth.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.gateway.auth.login.CodeChallenge;
import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Codes that log somebody in once. An address has one for each purpose. Six digits are few: so few guesses are looked at, and who has
 * the database alone can't try them out. For virtual threads.
 */
public final class LoginCodes {
    /** How long a code is good for. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final Duration EXCHANGE_LIFE = Duration.ofMinutes(5);
    private static final int MAX_GUESSES = 5;
    private static final int CODES = 1_000_000;
    private static final int PURGE_BATCH = 10_000;
    private static final String ALGORITHM = "HmacSHA256";
    /** Tells it from a code of single sign-on. */
    private static final String EXCHANGE = "mail-";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final SecretKeySpec key;

    /** @param secret of the system; what is made of it here is made of it nowhere else */
    public LoginCodes(Database database, String secret) {
        this.database = database;
        this.key = new SecretKeySpec(("login codes " + secret).getBytes(UTF_8), ALGORITHM);
    }

    /** Whose address a code has proved. */
    public record Proved(
            String email,
            CodePurpose purpose,
            @Nullable String challenge,
            @Nullable NewAccount account) {}

    /** Makes a code; the one that the address had for this is void. */
    public IssuedCode create(Statements transaction, String email, CodeWish wish) {
        String token = RandomToken.next();
        String digits = "%06d".formatted(RANDOM.nextInt(CODES));
        transaction.query(
                "DELETE FROM login_codes WHERE email = $1 AND purpose = $2",
                email,
                wish.purpose().wireName());
        add(transaction, token, email, hash(email, digits), wish, LIFE);
        return new IssuedCode(wish, token, digits);
    }

    /** Uses up what a link has; empty for what is none, used or too old. */
    public Optional<Proved> take(String token) {
        return first(database.query("""
                DELETE FROM login_codes WHERE token_hash = $1 AND digits_hash IS NOT NULL AND expires_at > now()
                RETURNING email, purpose, challenge, account
                """, RandomToken.hash(token)));
    }

    /** Uses up digits that were typed, likewise. */
    public Optional<Proved> take(String email, String digits, Set<CodePurpose> purposes) {
        String[] names = purposes.stream().map(CodePurpose::wireName).toArray(String[]::new);
        Buffer wanted = hash(email, digits);
        Set<Buffer> looked = database.query("""
                        UPDATE login_codes SET attempts = attempts + 1
                        WHERE email = $1 AND purpose = ANY ($2) AND expires_at > now() AND attempts < $3
                          AND digits_hash IS NOT NULL
                        RETURNING digits_hash
                        """, email, names, MAX_GUESSES).stream()
                .map(row -> row.getBuffer("digits_hash"))
                .collect(Collectors.toSet());
        if (looked.stream().noneMatch(hash -> MessageDigest.isEqual(hash.getBytes(), wanted.getBytes()))) {
            return Optional.empty();
        }
        return first(database.query("""
                DELETE FROM login_codes WHERE email = $1 AND digits_hash = $2 AND purpose = ANY ($3) AND expires_at > now()
                RETURNING email, purpose, challenge, account
                """, email, wanted, names));
    }

    /** A code for the page that has the challenge's verifier, for an address that was proved. */
    public String exchangeable(Proved proved) {
        String code = EXCHANGE + RandomToken.next();
        add(
                database::query,
                code,
                proved.email(),
                null,
                new CodeWish(proved.purpose(), "", proved.challenge(), proved.account()),
                EXCHANGE_LIFE);
        return code;
    }

    /** Whether it looks like one of these, and not like one of single sign-on. */
    public static boolean isExchangeable(String code) {
        return code.startsWith(EXCHANGE);
    }

    /** Uses such a code up, whoever it was; empty for one that is not this page's. */
    public Optional<Proved> exchange(String code, String verifier) {
        return first(database.query("""
                        DELETE FROM login_codes WHERE token_hash = $1 AND digits_hash IS NULL AND expires_at > now()
                        RETURNING email, purpose, challenge, account
                        """, RandomToken.hash(code)))
                .filter(proved -> CodeChallenge.isOf(verifier, String.valueOf(proved.challenge())));
    }

    /** Deletes those that nobody used, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM login_codes WHERE token_hash IN (
                            SELECT token_hash FROM login_codes WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
    }

    private static void add(
            Statements statements,
            String token,
            String email,
            @Nullable Buffer digitsHash,
            CodeWish wish,
            Duration life) {
        NewAccount account = wish.account();
        statements.query(
                """
                INSERT INTO login_codes (token_hash, digits_hash, email, purpose, challenge, account, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second')
                """,
                RandomToken.hash(token),
                digitsHash,
                email,
                wish.purpose().wireName(),
                wish.challenge(),
                account == null ? null : account.toJson(),
                (double) life.toSeconds());
    }

    private static Optional<Proved> first(RowSet<Row> found) {
        return found.stream()
                .map(row -> new Proved(
                        row.getString("email"),
                        CodePurpose.of(row.getString("purpose")),
                        row.getString("challenge"),
                        NewAccount.of(row.getJsonObject("account"))))
                .findFirst();
    }

    private Buffer hash(String email, String digits) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Buffer.buffer(mac.doFinal((email + " " + digits).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
