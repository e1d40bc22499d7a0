package dev.cogo.gateway.auth.account;

import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.LineText;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account.
 *
 * @param email is normalised here
 * @param displayName see {@link LineText}, at most 100 characters; what stands before the @ of the address when null
 * @param language a BCP 47 tag
 * @param invite of an operator, where one is needed
 * @param operatorCode for an operator's address only
 * @param metadata see {@link UserMetadata}
 * @param door where it comes in
 */
public record Registration(
        String email,
        String password,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable String operatorCode,
        @Nullable String invite,
        UserMetadata metadata,
        LoginDoor door) {
    public static final int MAX_NAME = 100;
    private static final String INVITE = "invite";

    public Registration {
        email = EmailAddress.normalise(email);
        displayName =
                displayName == null ? EmailAddress.localPart(email) : LineText.of(displayName, "displayName", MAX_NAME);
        language = Language.normalise(language);
    }

    /** A wish that comes in at {@code /auth}. */
    public static Registration atRest(
            String email,
            String password,
            @Nullable String displayName,
            @Nullable String language,
            @Nullable String operatorCode,
            @Nullable String invite) {
        return new Registration(
                email, password, displayName, language, operatorCode, invite, UserMetadata.none(), LoginDoor.REST);
    }

    /** A wish of supabase-js, with a name and an invite in its data or none. */
    public static Registration ofSupabase(String email, String password, JsonObject data) {
        JsonObject kept = data.copy();
        String invite = kept.remove(INVITE) instanceof String text ? text : null;
        UserMetadata metadata = UserMetadata.none().with(kept);
        return new Registration(
                email, password, UserMetadata.displayName(kept), null, null, invite, metadata, LoginDoor.SUPABASE);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Registration[]";
    }
}
