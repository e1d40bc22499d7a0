package dev.cogo.gateway.auth;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;

/** What may be wrong with a password that is not too long. */
public enum Weakness {
    TOO_SHORT("password must have at least " + PasswordRules.MIN_CHARACTERS + " characters"),
    TOO_FEW_DIFFERENT("password must have at least " + PasswordRules.MIN_DISTINCT + " different characters"),
    TRIED_FIRST("this password is one of those that are tried first"),
    OWN_NAME("password must not be your e-mail address or name");

    private final String sentence;

    Weakness(String sentence) {
        this.sentence = sentence;
    }

    CogoException refusal() {
        return new CogoException(ErrorCode.WEAK_PASSWORD, sentence);
    }

    /** The weakness that a refusal speaks of; empty when it speaks of something else. */
    public static Optional<Weakness> of(CogoException refusal) {
        return Arrays.stream(values())
                .filter(weakness ->
                        refusal.code() == ErrorCode.WEAK_PASSWORD && weakness.sentence.equals(refusal.getMessage()))
                .findFirst();
    }
}
