package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Limits on guessing passwords and on making accounts.
 *
 * <p>A guess is counted twice: for the client's address, so that one machine can't try many accounts, and for the account
 * <em>as seen from that address</em>. There is deliberately no count of an account over all addresses: whoever filled it
 * would lock the owner out, and that is a weapon that costs the attacker less than the guessing. A right password gives
 * its guess back, so that a house full of people behind one address is not locked out by its own logins.
 */
public final class AccountLimits {
    private final Buckets buckets;
    private final Allowance account;
    private final Allowance address;
    private final Allowance registrations;

    AccountLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        this.account =
                new Allowance("failed logins for this account", config.loginFailuresPerAccount(), config.loginWindow());
        this.address = new Allowance(
                "failed logins from this address", config.loginFailuresPerAddress(), config.loginWindow());
        this.registrations =
                new Allowance("new accounts from this address", config.registrationsPerHour(), Duration.ofHours(1));
    }

    /**
     * Takes a guess; taken before the password is looked at, so that guesses at the same time are counted too.
     *
     * @param email normalised
     * @return the guess, or {@code rate_limited}
     */
    public Future<Guess> takeGuess(String email, ClientAddress from) {
        Guess guess = new Guess("login:" + hash(email) + ":" + from.key(), "login:" + from.key());
        return buckets.take(guess.addressKey, address, 1)
                .compose(taken -> buckets.take(guess.accountKey, account, 1)
                        .onFailure(failure -> buckets.giveBack(guess.addressKey, address, 1)))
                .map(guess);
    }

    /** Does what a password is needed for, and counts it when the password is wrong: {@code invalid_credentials}. */
    public <T> Future<T> guess(String email, ClientAddress from, Supplier<Future<T>> work) {
        return takeGuess(email, from)
                .compose(guess -> work.get().onComplete(answer -> {
                    if (answer.succeeded() || !isWrong(answer.cause())) {
                        guess.giveBack();
                    }
                }));
    }

    private static boolean isWrong(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.INVALID_CREDENTIALS;
    }

    /** Counts a new account; fails with {@code rate_limited}. */
    public Future<Void> spendRegistration(ClientAddress from) {
        return buckets.take("register:" + from.key(), registrations, 1);
    }

    // E-mail addresses are personal data: the limiter's memory, which all nodes share, needs none.
    private static String hash(String email) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A guess that was taken. */
    public final class Guess {
        private final String accountKey;
        private final String addressKey;

        private Guess(String accountKey, String addressKey) {
            this.accountKey = accountKey;
            this.addressKey = addressKey;
        }

        /** The password was right, or was never looked at. */
        public void giveBack() {
            buckets.giveBack(accountKey, account, 1);
            buckets.giveBack(addressKey, address, 1);
        }
    }
}
