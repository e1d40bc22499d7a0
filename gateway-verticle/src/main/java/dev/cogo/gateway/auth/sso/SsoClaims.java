package dev.cogo.gateway.auth.sso;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.LineText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a provider says.
 *
 * @param subject the same for ever, at this provider
 * @param sid the provider's session; null where it has none
 * @param email an address that the provider has verified; empty without one
 * @param name empty when there is none that could be shown
 * @param language null when it is not known
 */
record SsoClaims(
        String subject,
        @Nullable String sid,
        Optional<String> email,
        Optional<String> name,
        @Nullable String language,
        Set<String> groups) {
    private static final int MAX_SUBJECT = 255;

    /** Throws {@link IllegalArgumentException} for a token of nobody. */
    static SsoClaims of(JsonObject claims, String groupsClaim) {
        String subject = text(claims, "sub").orElse("");
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException("the provider's token has no subject");
        }
        return new SsoClaims(
                subject,
                text(claims, "sid").filter(sid -> sid.length() <= MAX_SUBJECT).orElse(null),
                text(claims, "email").filter(email -> isVerified(claims)).flatMap(SsoClaims::address),
                text(claims, "name").flatMap(SsoClaims::line),
                text(claims, "locale").flatMap(SsoClaims::language).orElse(null),
                groups(claims.getValue(groupsClaim)));
    }

    // Some providers write it as a text.
    private static boolean isVerified(JsonObject claims) {
        return "true".equals(String.valueOf(claims.getValue("email_verified")));
    }

    private static Set<String> groups(@Nullable Object claim) {
        List<?> groups = claim instanceof JsonArray all ? all.getList() : claim == null ? List.of() : List.of(claim);
        return groups.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> address(String email) {
        try {
            return Optional.of(EmailAddress.normalise(email));
        } catch (CogoException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(String name) {
        try {
            return Optional.ofNullable(LineText.of(name, "name", Registration.MAX_NAME));
        } catch (CogoException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> language(String locale) {
        try {
            return Optional.ofNullable(Language.normalise(locale.replace('_', '-')));
        } catch (CogoException e) {
            return Optional.empty();
        }
    }
}
