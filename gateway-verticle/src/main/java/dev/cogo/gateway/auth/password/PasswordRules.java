package dev.cogo.gateway.auth.password;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords an account may have: long enough, and not among the first that a guesser tries. No rules on kinds of
 * characters: they make passwords worse (NIST SP 800-63B, section 3.1.1.2). Lengths are code points of the {@link OpaqueString},
 * which is what is hashed. For virtual threads.
 */
public final class PasswordRules {
    static final int MIN_DISTINCT = 4;
    private static final int MAX_CHARACTERS = 256;

    // Two halves of a pair, and a letter with some marks that NFC makes one: longer text is too long in any form.
    private static final int MAX_RAW = 8 * MAX_CHARACTERS;
    // What has to be left when the own name is taken out: more than a year.
    private static final int MIN_BESIDE_NAME = 5;
    private static final int MIN_NAME = 3;

    private final HashQueues lanes;
    private final PasswordPolicy policy;

    public PasswordRules(HashQueues lanes, PasswordPolicy policy) {
        this.lanes = lanes;
        this.policy = policy;
    }

    /**
     * Fails with {@code weak_password}, {@code invalid_request} or {@code invalid_content}, and what {@link HashQueues} fails
     * with: the costly look comes last.
     */
    public void check(HashTurn turn, String password, @Nullable String email, String displayName) {
        if (password.length() > MAX_RAW) {
            throw tooLong();
        }
        if (password.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            // Encoded, all halves of pairs are the same question mark, so that different passwords would be one.
            throw new CogoException(ErrorCode.INVALID_CONTENT, "password has half of a surrogate pair");
        }
        String form = OpaqueString.enforce(password);
        int characters = form.codePointCount(0, form.length());
        if (characters > MAX_CHARACTERS) {
            throw tooLong();
        }
        if (characters < policy.minLength()) {
            throw Weakness.tooShort(policy.minLength());
        }
        if (form.codePoints().distinct().count() < MIN_DISTINCT) {
            throw Weakness.TOO_FEW_DIFFERENT.refusal();
        }
        if (isOwnName(form.toLowerCase(Locale.ROOT), email, displayName.toLowerCase(Locale.ROOT))) {
            throw Weakness.OWN_NAME.refusal();
        }
        if (!policy.guessable()
                && lanes.run(turn, () -> PasswordStrength.isGuessable(form)).await()) {
            throw Weakness.TRIED_FIRST.refusal();
        }
    }

    private static boolean isOwnName(String folded, @Nullable String email, String name) {
        Stream<String> own = email == null ? Stream.of(name) : Stream.of(email, name, EmailAddress.localPart(email));
        String rest = folded;
        for (String text : own.filter(text -> text.length() >= MIN_NAME).toList()) {
            rest = rest.replace(text, "");
        }
        return rest.length() < folded.length() && rest.codePointCount(0, rest.length()) < MIN_BESIDE_NAME;
    }

    private static CogoException tooLong() {
        return CogoException.invalid("password must have at most " + MAX_CHARACTERS + " characters");
    }
}
