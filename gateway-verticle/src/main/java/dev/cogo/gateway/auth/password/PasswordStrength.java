package dev.cogo.gateway.auth.password;

import java.math.BigDecimal;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;

/**
 * Estimates how many guesses a password takes of somebody who knows what people choose: common passwords, words and names with
 * their usual spellings and endings, dates, keyboard patterns. The dictionaries are English, 20 MB once in a process, and take a
 * second to read: {@link #load} does that ahead. An estimate of the most hostile text takes as long as a hash. Thread-safe.
 */
public final class PasswordStrength {
    /** What is found in fewer guesses is tried first: a server that is limited to ten guesses in five minutes holds more out. */
    private static final BigDecimal ENOUGH_GUESSES = BigDecimal.valueOf(1_000_000);

    // Longer text counts as chosen at random from here on, as each further character makes guessing harder.
    private static final int MAX_PATTERN = 32;
    private static final long TIMEOUT_MS = 50;

    private PasswordStrength() {}

    private static final class Estimator {
        static final Nbvcxz NBVCXZ = new Nbvcxz(new ConfigurationBuilder()
                .setMaxLength(MAX_PATTERN)
                .setCombinationAlgorithmTimeout(TIMEOUT_MS)
                .createConfiguration());
    }

    /** Reads the dictionaries. Blocks. */
    public static void load() {
        isGuessable("");
    }

    static boolean isGuessable(String password) {
        return Estimator.NBVCXZ.estimate(password).getGuesses().compareTo(ENOUGH_GUESSES) < 0;
    }
}
