package dev.cogo.gateway.auth.account;

import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.LineText;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to be different; null stays as it is.
 *
 * @param displayName see {@link LineText}, at most 100 characters
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
        displayName = LineText.of(displayName, "displayName", Registration.MAX_NAME);
        language = Language.normalise(language);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AccountChange[]";
    }
}
