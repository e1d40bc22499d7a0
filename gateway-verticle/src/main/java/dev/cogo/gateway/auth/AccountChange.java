package dev.cogo.gateway.auth;

import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.message.Content;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to be different; null stays as it is.
 *
 * @param displayName 1 to 100 characters
 * @param language a BCP 47 tag
 * @param addableBy who may add them to sessions
 * @param operatorCode makes an account an operator's whose address is listed as one's
 */
public record AccountChange(
        @Nullable String displayName,
        @Nullable String language,
        @Nullable AddableBy addableBy,
        @Nullable String operatorCode) {
    public AccountChange {
        displayName = displayName == null ? null : displayName.strip();
        Content.checkLine(displayName, "displayName", Registration.MAX_NAME);
        language = Language.normalise(language);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AccountChange[]";
    }
}
