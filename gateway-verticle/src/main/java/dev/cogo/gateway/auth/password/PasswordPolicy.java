package dev.cogo.gateway.auth.password;

/**
 * What new passwords must be like.
 *
 * @param minLength characters, 8 to 64
 * @param guessable whether those are taken, too, that are among the first a guesser tries
 */
public record PasswordPolicy(int minLength, boolean guessable) {
    public PasswordPolicy {
        if (minLength < 8 || minLength > 64) {
            throw new IllegalArgumentException("PASSWORD_MIN_LENGTH must be 8 to 64");
        }
    }

    public static PasswordPolicy defaults() {
        return new PasswordPolicy(8, false);
    }
}
