package dev.cogo.gateway.auth.former;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What an access token of the former project says.
 *
 * @param subject the user's id there
 * @param session the login's id there; of a token without one, an id that is the same each time
 */
record FormerClaims(UUID subject, UUID session, Instant expiresAt) {
    /** As long as a token can be good for at Supabase. Logins are remembered for longer, so that none that has ended begins again. */
    static final Duration LONGEST = Duration.ofDays(7);

    static final Duration LEEWAY = Duration.ofSeconds(10);
    private static final String AUTHENTICATED = "authenticated";

    /** Throws what it likes for claims that are not those of a user. */
    static FormerClaims of(JsonObject claims, Instant now) {
        Instant issuedAt = Instant.ofEpochSecond(claims.getLong("iat"));
        Instant expiresAt = Instant.ofEpochSecond(claims.getLong("exp"));
        Instant soon = now.plus(LEEWAY);
        Object audience = claims.getValue("aud");
        boolean forUsers =
                audience instanceof JsonArray all ? all.contains(AUTHENTICATED) : AUTHENTICATED.equals(audience);
        if (!forUsers
                || !AUTHENTICATED.equals(claims.getValue("role"))
                || issuedAt.isAfter(soon)
                || Instant.ofEpochSecond(claims.getLong("nbf", 0L)).isAfter(soon)
                || expiresAt.isAfter(issuedAt.plus(LONGEST))) {
            throw new IllegalArgumentException("a token for another purpose");
        }
        UUID subject = Ids.parse(claims.getString("sub"), "sub");
        String session = claims.getString("session_id");
        return new FormerClaims(
                subject, session == null ? ofOneToken(subject, issuedAt) : Ids.parse(session, "session_id"), expiresAt);
    }

    // An application's own server has signed it.
    private static UUID ofOneToken(UUID subject, Instant issuedAt) {
        String name = "former login " + subject + " " + issuedAt.getEpochSecond();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
