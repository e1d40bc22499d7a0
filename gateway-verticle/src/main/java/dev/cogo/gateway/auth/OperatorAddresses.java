package dev.cogo.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses whose accounts are operators'. They are not verified, so taking one needs the operator code. Thread-safe.
 *
 * @param emails normalised
 * @param code secret
 */
record OperatorAddresses(Set<String> emails, String code) {
    /** Fails with {@code operator_only} when somebody without the code wants an operator's address. */
    void check(String email, @Nullable String givenCode) {
        if (emails.contains(email) && !isCode(givenCode)) {
            throw refusal("this e-mail address is an operator's, and the operator code is missing or wrong");
        }
    }

    static CogoException refusal(String detail) {
        return new CogoException(ErrorCode.OPERATOR_ONLY, detail);
    }

    private boolean isCode(@Nullable String given) {
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), code.getBytes(UTF_8));
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "OperatorAddresses[" + emails + "]";
    }
}
