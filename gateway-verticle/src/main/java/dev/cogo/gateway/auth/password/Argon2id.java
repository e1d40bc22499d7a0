package dev.cogo.gateway.auth.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Argon2id: in the reference implementation's machine code where that can be loaded, else in Java. A hash of the one takes 22 ms
 * from the first on, of the other 35 ms once the compiler is through with it, and 150 to 340 before; each made with one can be
 * verified with the other. Blocks for the time of a hash; thread-safe.
 */
interface Argon2id {
    // OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1.
    int MEMORY_KIB = 19 * 1024;
    int ITERATIONS = 2;
    int PARALLELISM = 1;
    int HASH_BYTES = 32;
    int SALT_BYTES = 16;

    /** What new hashes are made with, as the parameters in a hash are read. */
    Argon2Function PARAMETERS = Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);

    /** How hashes begin that any of the two can verify. */
    String PREFIX = "$argon2id$";

    /** A hash with a salt of its own, in the usual text form (PHC). */
    String hash(byte[] password);

    /** Whether the password is that of the hash, which begins as said. */
    boolean verify(String hash, byte[] password);

    /** The quicker one that works here. */
    static Argon2id load() {
        try {
            Argon2id machineCode = new MachineCode();
            byte[] trial = new byte[SALT_BYTES];
            if (machineCode.verify(machineCode.hash(trial), trial)) {
                return machineCode;
            }
        } catch (LinkageError | RuntimeException e) {
            Logger log = LoggerFactory.getLogger(Argon2id.class);
            log.info("passwords are hashed in Java, which takes some times as long: {}", e.toString());
        }
        return new InJava();
    }

    /** By the reference implementation. */
    final class MachineCode implements Argon2id {
        private final de.mkammerer.argon2.Argon2 argon2 =
                Argon2Factory.create(Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);

        @Override
        public String hash(byte[] password) {
            return argon2.hash(ITERATIONS, MEMORY_KIB, PARALLELISM, password);
        }

        @Override
        public boolean verify(String hash, byte[] password) {
            return argon2.verify(hash, password);
        }
    }

    /** Where there is no library for the processor or the system, such as with musl. */
    final class InJava implements Argon2id {
        private final SecureRandom random = new SecureRandom();

        @Override
        public String hash(byte[] password) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return PARAMETERS.hash(password, salt).getResult();
        }

        @Override
        public boolean verify(String hash, byte[] password) {
            return Argon2Function.getInstanceFromHash(hash).check(password, hash.getBytes(US_ASCII));
        }
    }
}
