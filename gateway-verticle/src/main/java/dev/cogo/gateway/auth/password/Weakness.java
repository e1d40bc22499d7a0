package dev.cogo.gateway.auth.password;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;

/** What may be wrong with a password that is not too long. */
public enum Weakness {
    TOO_SHORT("password must have at least"),
    TOO_FEW_DIFFERENT("password must have " + PasswordRules.MIN_DISTINCT + " different characters"),
    TRIED_FIRST("this password is one of those that are tried first"),
    SAME("the new password must be another one than the old"),
    OWN_NAME("password must not be your e-mail address or name");

    private final String sentence;

    Weakness(String sentence) {
        this.sentence = sentence;
    }

    public CogoException refusal() {
        return new CogoException(ErrorCode.WEAK_PASSWORD, sentence);
    }

    static CogoException tooShort(int minCharacters) {
        return new CogoException(ErrorCode.WEAK_PASSWORD, TOO_SHORT.sentence + " " + minCharacters + " characters");
    }

    /** The weakness that a refusal speaks of; empty when it speaks of something else. */
    public static Optional<Weakness> of(CogoException refusal) {
        String detail = String.valueOf(refusal.getMessage());
        return Arrays.stream(values())
                .filter(weakness -> refusal.code() == ErrorCode.WEAK_PASSWORD && detail.startsWith(weakness.sentence))
                .findFirst();
    }
}
