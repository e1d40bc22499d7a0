package dev.cogo.gateway.auth.code;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a code.
 *
 * @param page where its link leads in the end, one that may be
 * @param challenge of the page that asks (RFC 7636, S256): the link then brings a code for that page alone, and no tokens
 * @param account that it makes; null where there is one
 */
public record CodeWish(
        CodePurpose purpose,
        String page,
        @Nullable String challenge,
        @Nullable NewAccount account) {
    /** As it is kept with a mail that is to be sent. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("purpose", purpose.wireName())
                .put("page", page)
                .put("challenge", challenge)
                .put("account", account == null ? null : account.toJson());
    }

    public static CodeWish of(JsonObject json) {
        return new CodeWish(
                CodePurpose.of(json.getString("purpose")),
                json.getString("page"),
                json.getString("challenge"),
                NewAccount.of(json.getJsonObject("account")));
    }
}
