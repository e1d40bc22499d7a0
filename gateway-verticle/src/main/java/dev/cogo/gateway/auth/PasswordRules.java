package dev.cogo.gateway.auth;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords an account may have: long enough, and not among the first that a guesser tries. No rules on kinds of
 * characters: they make passwords worse (NIST SP 800-63B, section 3.1.1.2).
 */
final class PasswordRules {
    static final int MIN_CHARACTERS = 8;
    private static final int MAX_CHARACTERS = 256;
    static final int MIN_DISTINCT = 4;

    private final Set<String> common = read();

    /** Fails with {@code weak_password}, {@code invalid_request} or {@code invalid_content}. */
    void check(String password, @Nullable String email, String displayName) {
        if (password.length() > MAX_CHARACTERS) {
            throw CogoException.invalid("password must have at most " + MAX_CHARACTERS + " characters");
        }
        int characters = password.codePointCount(0, password.length());
        if (characters < MIN_CHARACTERS) {
            throw Weakness.TOO_SHORT.refusal();
        }
        if (password.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            // Encoded, all halves of pairs are the same question mark, so that different passwords would be one.
            throw new CogoException(ErrorCode.INVALID_CONTENT, "password has half of a surrogate pair");
        }
        if (password.codePoints().distinct().count() < MIN_DISTINCT) {
            throw Weakness.TOO_FEW_DIFFERENT.refusal();
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (common.contains(folded)) {
            throw Weakness.TRIED_FIRST.refusal();
        }
        if ((email != null && (folded.equals(email) || folded.equals(EmailAddress.localPart(email))))
                || folded.equals(displayName.toLowerCase(Locale.ROOT))) {
            throw Weakness.OWN_NAME.refusal();
        }
    }

    private static Set<String> read() {
        try (InputStream in = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
