package dev.cogo.gateway.auth.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Password hashes: Argon2id with OWASP's parameters for new ones; bcrypt's of imported accounts are still known. Each hash
 * takes a core and 19 MiB for tens of milliseconds: they are made in {@link HashQueues}. Thread-safe.
 */
public final class PasswordHasher {
    private static final int SECRET_BYTES = 32;
    private static final Logger LOG = LoggerFactory.getLogger(PasswordHasher.class);

    private final Argon2id argon2 = Argon2id.load();
    private final HashQueues lanes;
    private final String nobodysHash;

    /** Blocks for the time of one hash. */
    public PasswordHasher(HashQueues lanes) {
        this.lanes = lanes;
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        this.nobodysHash = hashNow(HexFormat.of().formatHex(secret));
    }

    /** The hash to store; fails with {@code overloaded}, {@code rate_limited}. */
    public Future<String> hash(HashTurn turn, String password) {
        return lanes.run(turn, () -> hashNow(password));
    }

    /**
     * Whether the password is the one of the hash. Without a hash it does the same work against nobody's, so that the time
     * does not tell whether there is such an account, and says false. Fails with {@code overloaded}, {@code rate_limited}.
     */
    public Future<Boolean> verify(HashTurn turn, String password, @Nullable String hash) {
        return lanes.run(turn, () -> {
            boolean right = verifyNow(password, hash == null ? nobodysHash : hash);
            return right && hash != null;
        });
    }

    /** Whether the hash was made in another way than new ones are. */
    public boolean isOutdated(String hash) {
        return isBcrypt(hash) || !Argon2Function.getInstanceFromHash(hash).equals(Argon2id.PARAMETERS);
    }

    private String hashNow(String password) {
        return argon2.hash(normalised(password));
    }

    private boolean verifyNow(String password, String hash) {
        try {
            if (isBcrypt(hash)) {
                // As whoever made it hashed it: byte for byte.
                return BcryptFunction.getInstanceFromHash(hash).check(password.getBytes(UTF_8), hash.getBytes(UTF_8));
            }
            return hash.startsWith(Argon2id.PREFIX)
                    ? argon2.verify(hash, normalised(password))
                    : Argon2Function.getInstanceFromHash(hash).check(normalised(password), hash.getBytes(UTF_8));
        } catch (RuntimeException e) {
            LOG.warn(
                    "an imported password hash can't be read; its account has no password: {}",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private static byte[] normalised(String password) {
        return OpaqueString.enforce(password).getBytes(UTF_8);
    }

    private static boolean isBcrypt(String hash) {
        return hash.startsWith("$2");
    }
}
