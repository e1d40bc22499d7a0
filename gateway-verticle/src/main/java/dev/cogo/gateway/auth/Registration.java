package dev.cogo.gateway.auth;

import dev.cogo.schema.identity.Language;
import dev.cogo.schema.message.Content;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account.
 *
 * @param email is normalised here
 * @param displayName 1 to 100 characters; what stands before the @ of the address when null
 * @param language a BCP 47 tag
 * @param operatorCode for an operator's address only
 */
public record Registration(
        String email,
        String password,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable String operatorCode) {
    static final int MAX_NAME = 100;

    public Registration {
        email = EmailAddress.normalise(email);
        displayName = displayName == null ? EmailAddress.localPart(email) : displayName.strip();
        Content.checkLine(displayName, "displayName", MAX_NAME);
        language = Language.normalise(language);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Registration[]";
    }
}
