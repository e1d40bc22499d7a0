package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Limits on guessing passwords and on making accounts.
 *
 * <p>A guess is counted for the account <em>as seen from the client's address</em>, and for the address, so that one machine
 * can't try many accounts. There is deliberately no count of an account over all addresses: whoever filled it would lock the
 * owner out, and that is a weapon that costs the attacker less than the guessing. A right password gives its guess back.
 *
 * <p>An account that has logged in from an address is at home there for a while: its first few guesses are not counted for the
 * address. So an office behind one address is locked out neither by its own slips nor by somebody in it who guesses.
 */
public final class AccountLimits {
    /** Guesses in a window that an account has at home whatever its neighbours do. */
    static final int AT_HOME = 3;
    /** A bucket that is full but for who has logged in; it fills again over the time that a home lasts. */
    private static final RateLimit HOME = new RateLimit("home", "homes", Limit.Place.CLUSTER, 30, Duration.ofDays(30));
    /** They tell that an e-mail address has an account, or is an operator's. */
    private static final Set<ErrorCode> TELLING = Set.of(ErrorCode.EMAIL_TAKEN, ErrorCode.OPERATOR_ONLY);

    private final Buckets buckets;
    private final RateLimit account;
    private final RateLimit address;
    private final RateLimit registrations;
    private final RateLimit takenNames;
    private final RateLimit passwordMails;

    AccountLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        this.account = Limit.ACCOUNT_GUESSES.allowance(config);
        this.address = Limit.ADDRESS_GUESSES.allowance(config);
        this.registrations = Limit.REGISTRATIONS.allowance(config);
        this.takenNames = Limit.TAKEN_NAMES.allowance(config);
        this.passwordMails = Limit.PASSWORD_MAILS.allowance(config);
    }

    /**
     * Takes a guess; taken before the password is looked at, so that guesses at the same time are counted too.
     *
     * @param email normalised
     * @return the guess, or {@code rate_limited}
     */
    Future<Guess> takeGuess(String email, ClientAddress from) {
        String who = hash(email) + ":" + from.key();
        return buckets.acquire(account, who, 1)
                .compose(left -> isFree(who, left)
                        .compose(free -> free
                                ? Future.succeededFuture(new Guess(who, from, false))
                                : buckets.acquire(address, from.key(), 1).map(taken -> new Guess(who, from, true)))
                        .onFailure(refused -> buckets.giveBack(account, who, 1)));
    }

    private Future<Boolean> isFree(String who, long left) {
        return left < account.capacity() - AT_HOME
                ? Future.succeededFuture(false)
                : buckets.isFull(HOME, who).map(full -> !full);
    }

    /** Does what a password is needed for, and counts it when the password is wrong: {@code invalid_credentials}. */
    public <T> Future<T> guess(String email, ClientAddress from, Supplier<Future<T>> work) {
        return takeGuess(email, from)
                .compose(guess -> work.get().onComplete(answer -> {
                    if (answer.succeeded()) {
                        guess.right();
                    } else if (!isAny(answer.cause(), Set.of(ErrorCode.INVALID_CREDENTIALS))) {
                        guess.giveBack();
                    }
                }));
    }

    /**
     * Does what gives an e-mail address to an account; fails with {@code rate_limited} too. Made accounts are counted, and, more
     * strictly, answers that tell that an address is taken: without mail nothing can hide that, so it has to be slow to ask.
     */
    public <T> Future<T> register(ClientAddress from, Supplier<Future<T>> work) {
        return buckets.acquire(registrations, from.key(), 1)
                .compose(taken -> buckets.acquire(takenNames, from.key(), 1)
                        .onFailure(refused -> buckets.giveBack(registrations, from.key(), 1)))
                .compose(taken -> work.get().onComplete(answer -> {
                    if (answer.failed()) {
                        buckets.giveBack(registrations, from.key(), 1);
                    }
                    if (answer.succeeded() || !isAny(answer.cause(), TELLING)) {
                        buckets.giveBack(takenNames, from.key(), 1);
                    }
                }));
    }

    /** Takes a mail for somebody who has forgotten the password, whoever's address was given; {@code rate_limited}. */
    public Future<Void> spendPasswordMail(ClientAddress from) {
        return buckets.acquire(passwordMails, from.key(), 1).mapEmpty();
    }

    private static boolean isAny(Throwable failure, Set<ErrorCode> codes) {
        return failure instanceof CogoException ours && codes.contains(ours.code());
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
    final class Guess {
        private final String who;
        private final ClientAddress from;
        private final boolean counted;

        private Guess(String who, ClientAddress from, boolean counted) {
            this.who = who;
            this.from = from;
            this.counted = counted;
        }

        /** The password was right. */
        void right() {
            giveBack();
            buckets.drain(HOME, who);
        }

        /** The password was never looked at. */
        void giveBack() {
            buckets.giveBack(account, who, 1);
            if (counted) {
                buckets.giveBack(address, from.key(), 1);
            }
        }
    }
}
