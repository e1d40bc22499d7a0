package dev.cogo.gateway.auth.account;

import dev.cogo.schema.identity.AddableBy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, as they see themselves.
 *
 * @param email in normal form; null for somebody who signed in anonymously
 * @param language a BCP 47 tag; null when they have chosen none
 * @param addableBy who may add them to sessions; null when they have chosen nothing
 * @param operator whether the configuration names the e-mail address, and the operator code was given for it
 */
public record Account(
        UUID id,
        @Nullable String email,
        String displayName,
        @Nullable String language,
        @Nullable AddableBy addableBy,
        boolean operator,
        Instant createdAt) {}
