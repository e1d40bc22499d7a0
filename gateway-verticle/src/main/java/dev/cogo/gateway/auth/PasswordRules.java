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

/**
 * Which passwords an account may have: long enough, and not among the first that a guesser tries. No rules on kinds of
 * characters: they make passwords worse (NIST SP 800-63B, section 3.1.1.2).
 */
final class PasswordRules {
    private static final int MIN_CHARACTERS = 8;
    private static final int MAX_CHARACTERS = 256;
    private static final int MIN_DISTINCT = 4;

    private final Set<String> common = read();

    /** Fails with {@code weak_password}, {@code invalid_request} or {@code invalid_content}. */
    void check(String password, String email, String displayName) {
        if (password.length() > MAX_CHARACTERS) {
            throw CogoException.invalid("password must have at most " + MAX_CHARACTERS + " characters");
        }
        int characters = password.codePointCount(0, password.length());
        if (characters < MIN_CHARACTERS) {
            throw weak("password must have at least " + MIN_CHARACTERS + " characters");
        }
        if (password.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            // Encoded, all halves of pairs are the same question mark, so that different passwords would be one.
            throw new CogoException(ErrorCode.INVALID_CONTENT, "password has half of a surrogate pair");
        }
        if (password.codePoints().distinct().count() < MIN_DISTINCT) {
            throw weak("password must have at least " + MIN_DISTINCT + " different characters");
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (common.contains(folded)) {
            throw weak("this password is one of those that are tried first");
        }
        if (folded.equals(email)
                || folded.equals(EmailAddress.localPart(email))
                || folded.equals(displayName.toLowerCase(Locale.ROOT))) {
            throw weak("password must not be your e-mail address or name");
        }
    }

    private static CogoException weak(String detail) {
        return new CogoException(ErrorCode.WEAK_PASSWORD, detail);
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
