package dev.cogo.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.types.Argon2;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Password hashes: Argon2id with OWASP's parameters for new ones; bcrypt's of imported accounts are still known. Each hash
 * takes a core and 19 MiB for tens of milliseconds, so there are as many at a time as cores, on threads of their own, and a
 * bounded queue. Thread-safe.
 */
final class PasswordHasher {
    // OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1.
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int MAX_WAITING = 200;
    private static final Logger LOG = LoggerFactory.getLogger(PasswordHasher.class);

    private final Argon2Function argon2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
    private final SecureRandom random = new SecureRandom();
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final String nobodysHash;

    /** Blocks for the time of one hash. */
    PasswordHasher(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor(
                "cogo-passwords", Runtime.getRuntime().availableProcessors());
        byte[] secret = new byte[HASH_BYTES];
        random.nextBytes(secret);
        this.nobodysHash = hashNow(HexFormat.of().formatHex(secret));
    }

    /** The hash to store; fails with {@code overloaded}. */
    Future<String> hash(String password) {
        return work(() -> hashNow(password));
    }

    /**
     * Whether the password is the one of the hash. Without a hash it does the same work against nobody's, so that the time
     * does not tell whether there is such an account, and says false. Fails with {@code overloaded}.
     */
    Future<Boolean> verify(String password, @Nullable String hash) {
        return work(() -> {
            boolean right = verifyNow(password, hash == null ? nobodysHash : hash);
            return right && hash != null;
        });
    }

    /** Whether the hash was made in another way than new ones are. */
    boolean isOutdated(String hash) {
        return isBcrypt(hash) || !Argon2Function.getInstanceFromHash(hash).equals(argon2);
    }

    Future<Void> close() {
        return workers.close();
    }

    private String hashNow(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return argon2.hash(normalised(password), salt).getResult();
    }

    private static boolean verifyNow(String password, String hash) {
        try {
            return isBcrypt(hash)
                    // As whoever made it hashed it: byte for byte.
                    ? BcryptFunction.getInstanceFromHash(hash).check(password.getBytes(UTF_8), hash.getBytes(UTF_8))
                    : Argon2Function.getInstanceFromHash(hash).check(normalised(password), hash.getBytes(UTF_8));
        } catch (RuntimeException e) {
            LOG.warn(
                    "an imported password hash can't be read; its account has no password: {}",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    // Keyboards and systems write the same letters in different ways.
    private static byte[] normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8);
    }

    private static boolean isBcrypt(String hash) {
        return hash.startsWith("$2");
    }

    private <T> Future<T> work(Callable<T> hashing) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new CogoException(ErrorCode.OVERLOADED, "too many logins at once, try again"));
        }
        return workers.executeBlocking(hashing, false).onComplete(done -> waiting.decrementAndGet());
    }
}
